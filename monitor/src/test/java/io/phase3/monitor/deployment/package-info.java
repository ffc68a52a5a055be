/** What people deploy, config/compose.yaml and its neighbours, agrees with what it deploys. */
package io.phase3.monitor.deployment;

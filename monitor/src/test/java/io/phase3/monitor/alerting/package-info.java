/** The rules, routes and messages of config/monitoring, by the programs that will read them. */
package io.phase3.monitor.alerting;

/** The dashboard against its contract, the rules of dashboard-linter, and a real Prometheus. */
package io.phase3.monitor.dashboard;

/** Grafana, asked to show the dashboard, or given files from which it does. */
package io.phase3.monitor.grafana;

/** Grafana, asked to show the dashboard. */
package io.phase3.monitor.grafana;

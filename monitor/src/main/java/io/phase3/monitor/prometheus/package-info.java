/** Reads what a metrics endpoint says: Prometheus' text format, its samples and the quantiles of its histograms. */
package io.phase3.monitor.prometheus;

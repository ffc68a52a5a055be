/** What expressions mean, told by Prometheus itself: the selectors, functions and labels of what it has parsed. */
package io.phase3.monitor.promql;

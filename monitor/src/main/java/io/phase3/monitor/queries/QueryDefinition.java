package io.phase3.monitor.queries;

import io.phase3.monitor.exposition.MetricFamily;
import java.time.Duration;

/**
 * A named SQL query, each row of which is one value of a metric. Immutable.
 *
 * @param name what messages and the label {@code source} call it
 * @param origin where it is configured: {@code exporter.conf: 14}
 * @param family the metric; its labels are the columns that give their values
 * @param valueColumn the column that gives the value; a row in which it is NULL is no value
 * @param interval how often it is asked
 * @param timeout how long it may take; at most the interval
 * @param keep how long the last good values are served when it fails
 */
public record QueryDefinition(
        String name,
        String origin,
        String sql,
        MetricFamily family,
        String valueColumn,
        Duration interval,
        Duration timeout,
        Duration keep) {}

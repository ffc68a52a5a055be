package io.phase3.monitor.agents;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one JVM has counted since its start. Immutable.
 *
 * @param instance {@code host:port} of its agent
 * @param startedAt empty if its agent serves no JVM metrics
 * @param values in dollars, as exact as the scrape has them
 */
public record Life(String instance, Optional<Instant> startedAt, SortedMap<CounterKey, BigDecimal> values) {
    public Life {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The sum of one metric over its labels. */
    public BigDecimal sum(String metric) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(metric))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

package io.phase3.monitor.exposition;

import java.util.List;

/**
 * One value of a metric. Immutable.
 *
 * @param labelValues as many as the family has labels
 */
public record Measurement(MetricFamily family, List<String> labelValues, double value) {
    public Measurement {
        labelValues = List.copyOf(labelValues);
        if (labelValues.size() != family.labels().size()) {
            throw new IllegalArgumentException(family.name() + " has the labels " + family.labels());
        }
    }

    public static Measurement of(MetricFamily family, double value, String... labelValues) {
        return new Measurement(family, List.of(labelValues), value);
    }
}

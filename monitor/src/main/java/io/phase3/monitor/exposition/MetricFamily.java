package io.phase3.monitor.exposition;

import java.util.List;

/**
 * A metric as the exposition format knows it. Immutable.
 *
 * @param name as it stands on a scrape: of a counter with {@code _total}
 * @param labels the names of its labels, in their order
 */
public record MetricFamily(String name, Type type, String help, List<String> labels) {
    public MetricFamily {
        labels = List.copyOf(labels);
    }

    /** What may become of a value. */
    public enum Type {
        GAUGE,
        COUNTER
    }
}

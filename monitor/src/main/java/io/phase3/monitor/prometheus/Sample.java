package io.phase3.monitor.prometheus;

import java.util.Map;

/** One line of a scrape: a name, its labels and a value, which may be {@code NaN} or infinite. */
public record Sample(String name, Map<String, String> labels, double value) {

    public Sample {
        labels = Map.copyOf(labels);
    }

    /** The label's value; as in Prometheus, a label that is absent is an empty one. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}

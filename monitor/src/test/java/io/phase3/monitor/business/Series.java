package io.phase3.monitor.business;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of one metric by their labels. */
final class Series {

    private final SortedMap<String, Double> values = new TreeMap<>();

    /** The one value of a metric without labels. */
    static Series of(double value) {
        return new Series().with(value);
    }

    /** @param labels names and values in turn */
    Series with(double value, String... labels) {
        values.put(key(labels), value);
        return this;
    }

    void add(double value, String... labels) {
        values.merge(key(labels), value, Double::sum);
    }

    SortedMap<String, Double> values() {
        return values;
    }

    static String key(Map<String, String> labels) {
        return new TreeMap<>(labels).toString();
    }

    private static String key(String... labels) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            sorted.put(labels[i], labels[i + 1]);
        }
        return key(sorted);
    }
}

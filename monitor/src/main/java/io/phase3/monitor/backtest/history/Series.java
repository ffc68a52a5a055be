package io.phase3.monitor.backtest.history;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The name and the labels of one series, ready to be written. */
public final class Series {
    private final byte[] head;

    private Series(String head) {
        this.head = head.getBytes(StandardCharsets.UTF_8);
    }

    public static Series of(String name, Map<String, String> labels) {
        String inside = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                        .collect(Collectors.joining(","));
        return new Series(name + "{" + inside + "} ");
    }

    /** Everything up to the value; not to be changed. */
    byte[] head() {
        return head;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

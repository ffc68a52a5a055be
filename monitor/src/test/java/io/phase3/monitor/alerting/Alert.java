package io.phase3.monitor.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as a file of rules has it.
 *
 * @param group its group of rules
 * @param labels those written in the rule; others come from the series
 */
record Alert(
        String group, String name, String expression, Map<String, String> labels, Map<String, String> annotations) {
    Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** The alerts of a group; recording rules are none. */
    static List<Alert> of(JsonNode group) {
        return MonitoringFolder.elements(group.path("rules"))
                .filter(rule -> rule.has("alert"))
                .map(rule -> new Alert(
                        group.path("name").asText(),
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        map(rule.path("labels")),
                        map(rule.path("annotations"))))
                .toList();
    }

    String label(String label) {
        return labels.getOrDefault(label, "");
    }

    String annotation(String annotation) {
        return annotations.getOrDefault(annotation, "");
    }

    boolean is(String severity) {
        return label("severity").equals(severity);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}

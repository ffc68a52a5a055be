package io.phase3.monitor.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of one file of tests beside only those rules that it can see: the alerts that it asks for, and what they are recorded
 * from.
 *
 * <p>promtool evaluates every rule at every step of every test. With all 190 rules the tests take four times as long, and
 * say the same, since rules know each other by their records alone.
 */
final class NeededRules {
    private static final YAMLMapper YAML = new YAMLMapper();

    private NeededRules() {}

    /**
     * Writes the copies, laid out as in config/monitoring.
     *
     * @return the copy of the tests
     */
    static Path copyFor(Path tests, Path folder) throws IOException {
        Set<String> needed = MonitoringFolder.elements(
                        MonitoringFolder.yaml(tests).path("tests"))
                .flatMap(test -> MonitoringFolder.elements(test.path("alert_rule_test")))
                .map(asked -> asked.path("alertname").asText())
                .collect(Collectors.toCollection(HashSet::new));
        JsonNode alerts = MonitoringFolder.yaml(MonitoringFolder.PATH.resolve("phase3_alerts.yml"));
        JsonNode records = MonitoringFolder.yaml(MonitoringFolder.PATH.resolve("phase3_recording.yml"));
        while (addRecordsOf(alerts, needed, records) || addRecordsOf(records, needed, records)) {
            // until nobody needs another one
        }
        removeOthers(alerts, needed);
        removeOthers(records, needed);
        YAML.writeValue(folder.resolve("phase3_alerts.yml").toFile(), alerts);
        YAML.writeValue(folder.resolve("phase3_recording.yml").toFile(), records);
        Path copies = Files.createDirectories(folder.resolve("tests"));
        return Files.copy(tests, copies.resolve(tests.getFileName().toString()));
    }

    private static boolean addRecordsOf(JsonNode users, Set<String> needed, JsonNode records) {
        String used = rules(users)
                .filter(rule -> needed.contains(name(rule)))
                .map(JsonNode::toString)
                .collect(Collectors.joining());
        return needed.addAll(
                rules(records).map(NeededRules::name).filter(used::contains).toList());
    }

    private static void removeOthers(JsonNode file, Set<String> needed) {
        MonitoringFolder.elements(file.path("groups")).forEach(group -> {
            Iterator<JsonNode> rules = ((ObjectNode) group).withArray("rules").iterator();
            while (rules.hasNext()) {
                if (!needed.contains(name(rules.next()))) {
                    rules.remove();
                }
            }
        });
    }

    private static Stream<JsonNode> rules(JsonNode file) {
        return MonitoringFolder.elements(file.path("groups"))
                .flatMap(group -> MonitoringFolder.elements(group.path("rules")));
    }

    private static String name(JsonNode rule) {
        return rule.has("alert")
                ? rule.path("alert").asText()
                : rule.path("record").asText();
    }
}

package io.phase3.monitor.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in config/monitoring. */
final class MonitoringFolder {
    static final Path PATH = Path.of("../config/monitoring").toAbsolutePath().normalize();

    private static final YAMLMapper YAML = new YAMLMapper();

    private MonitoringFolder() {}

    /** The files of rules, by name. */
    static List<Path> rules() {
        return filesOf(PATH, "phase3_");
    }

    /** The tests of rules, by name. */
    static List<Path> tests() {
        return filesOf(PATH.resolve("tests"), "");
    }

    /** The 95, and not the Watchdog. */
    static List<Alert> alerts() {
        return alertsOf("phase3_alerts.yml");
    }

    /** Those of one file, in its order. */
    static List<Alert> alertsOf(String file) {
        return groups(file).flatMap(group -> Alert.of(group).stream()).toList();
    }

    /** The groups of a file of rules. */
    static Stream<JsonNode> groups(String file) {
        return elements(yaml(PATH.resolve(file)).path("groups"));
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get);
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static List<Path> filesOf(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(".yml");
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

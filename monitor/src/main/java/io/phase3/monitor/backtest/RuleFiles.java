package io.phase3.monitor.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Prometheus' rule files of a folder. */
final class RuleFiles {
    private final List<AlertRule> alerts = new ArrayList<>();
    private final List<RecordingRule> recordings = new ArrayList<>();

    private RuleFiles() {}

    /**
     * The rules of all files {@code phase3_*.yml}; alerts of severity {@code none}, which always fire, are left out.
     *
     * @throws CommandFailure if there are none, or a file is not one of rules
     */
    static Rules read(Path folder) throws IOException {
        RuleFiles files = new RuleFiles();
        for (Path file : filesOf(folder)) {
            files.read(file, root(file));
        }
        if (files.alerts.isEmpty()) {
            throw new CommandFailure(folder + " has no file phase3_*.yml with an alert; name the folder with --rules");
        }
        return new Rules(files.alerts, files.recordings);
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is no folder; name that of the rule files with --rules");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "phase3_*.yml")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static JsonNode root(Path file) throws IOException {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new CommandFailure(file + ": " + line + ": not YAML: " + e.getOriginalMessage());
        }
    }

    private void read(Path file, JsonNode root) {
        for (JsonNode group : root.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String name = rule.path("alert").asText(rule.path("record").asText());
                String expression = rule.path("expr").asText();
                if (name.isEmpty() || expression.isEmpty()) {
                    throw new CommandFailure(file + ": group "
                            + group.path("name").asText() + " has a rule without alert or record, or without expr");
                }
                add(file, rule, name, expression);
            }
        }
    }

    private void add(Path file, JsonNode rule, String name, String expression) {
        Map<String, String> labels = new LinkedHashMap<>();
        rule.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        if (rule.has("record")) {
            recordings.add(new RecordingRule(name, expression, Map.copyOf(labels)));
        } else if (!"none".equals(labels.get("severity"))) {
            alerts.add(new AlertRule(
                    name,
                    expression,
                    duration(file, name, rule.path("for")),
                    duration(file, name, rule.path("keep_firing_for")),
                    Map.copyOf(labels)));
        }
    }

    private static Duration duration(Path file, String name, JsonNode text) {
        try {
            return text.isMissingNode() ? Duration.ZERO : RuleDuration.parse(text.asText());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": " + name + ": " + e.getMessage());
        }
    }
}

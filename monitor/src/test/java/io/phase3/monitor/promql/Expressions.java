package io.phase3.monitor.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.phase3.monitor.dashboard.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All PromQL that is shipped: of rules and the texts of their alerts, of the dashboard, and of the documents. */
final class Expressions {
    private static final Path MONITORING = Path.of("../config/monitoring");
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final String FENCE = "```";

    private Expressions() {}

    static List<Expression> all() throws IOException {
        List<Expression> expressions = new ArrayList<>();
        for (Path file : files(MONITORING, name -> name.startsWith("phase3_") && name.endsWith(".yml"))) {
            expressions.addAll(ofRules(file));
        }
        expressions.addAll(ofTheDashboard());
        for (Path file : files(DOCUMENTS, name -> name.endsWith(".md"))) {
            expressions.addAll(ofDocument(file));
        }
        return expressions;
    }

    /** The names of the series that recording rules make. */
    static Set<String> recorded() throws IOException {
        return new TreeSet<>(new YAMLMapper()
                .readTree(MONITORING.resolve("phase3_recording.yml").toFile())
                .findValuesAsText("record"));
    }

    private static List<Expression> ofRules(Path file) throws IOException {
        List<Expression> expressions = new ArrayList<>();
        JsonNode groups = new YAMLMapper().readTree(file.toFile()).path("groups");
        for (JsonNode group : groups) {
            for (JsonNode rule : group.path("rules")) {
                String name = rule.path("alert").asText(rule.path("record").asText());
                String where = file.getFileName() + ": " + name;
                expressions.add(new Expression(where, rule.path("expr").asText()));
                for (JsonNode annotation : rule.path("annotations")) {
                    expressions.addAll(ofTemplate(where, annotation.asText()));
                }
            }
        }
        return expressions;
    }

    /** What {@code query "…"} of a template asks. */
    private static List<Expression> ofTemplate(String where, String template) {
        String start = "query \"";
        List<Expression> expressions = new ArrayList<>();
        for (int at = template.indexOf(start); at >= 0; at = template.indexOf(start, at + 1)) {
            int from = at + start.length();
            expressions.add(new Expression(where + ", text", template.substring(from, template.indexOf('"', from))));
        }
        return expressions;
    }

    private static List<Expression> ofTheDashboard() throws IOException {
        Dashboard dashboard = Dashboard.read();
        return Stream.of(dashboard.ofPanels(), dashboard.ofVariables(), dashboard.ofAnnotations())
                .flatMap(List::stream)
                .map(query -> new Expression("dashboard: " + query.where(), query.expression()))
                .toList();
    }

    /** Each fence marked promql is one expression. */
    private static List<Expression> ofDocument(Path file) throws IOException {
        List<Expression> expressions = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE + "promql")) {
                int end = i + 1;
                while (!lines.get(end).strip().equals(FENCE)) {
                    end++;
                }
                expressions.add(new Expression(
                        file.getFileName() + ": line " + (i + 2), String.join("\n", lines.subList(i + 1, end))));
            }
        }
        return expressions;
    }

    private static List<Path> files(Path folder, Predicate<String> name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}

package io.phase3.monitor.promql;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.alerting.MonitoringFolder;
import io.phase3.monitor.dashboard.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All PromQL that is shipped: of rules and the texts of their alerts, of the dashboard, and of the documents. */
final class Expressions {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final String FENCE = "```";

    private Expressions() {}

    static List<Expression> all() throws IOException {
        List<Expression> expressions = new ArrayList<>();
        for (Path file : MonitoringFolder.rules()) {
            expressions.addAll(ofRules(file.getFileName().toString()));
        }
        expressions.addAll(ofTheDashboard());
        for (Path file : documents()) {
            expressions.addAll(ofDocument(file));
        }
        return expressions;
    }

    /** The names of the series that recording rules make. */
    static Set<String> recorded() {
        return MonitoringFolder.rulesOf("phase3_recording.yml")
                .map(rule -> rule.path("record").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Expression> ofRules(String file) {
        List<Expression> expressions = new ArrayList<>();
        MonitoringFolder.rulesOf(file).forEach(rule -> {
            String name = rule.path("alert").asText(rule.path("record").asText());
            String where = file + ": " + name;
            expressions.add(new Expression(where, rule.path("expr").asText()));
            for (JsonNode annotation : rule.path("annotations")) {
                expressions.addAll(ofTemplate(where, annotation.asText()));
            }
        });
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

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}

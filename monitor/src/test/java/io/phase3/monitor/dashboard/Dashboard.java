package io.phase3.monitor.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The dashboard as it stands in its file. */
public final class Dashboard {
    private static final Path FILE =
            Path.of("../config/monitoring/grafana/dashboards/phase3_production_monitoring.json");

    private final JsonNode json;

    private Dashboard(JsonNode json) {
        this.json = json;
    }

    public static Dashboard read() throws IOException {
        return new Dashboard(new ObjectMapper().readTree(FILE.toFile()));
    }

    JsonNode json() {
        return json;
    }

    List<JsonNode> panels() {
        return list(json.path("panels"));
    }

    List<JsonNode> variables() {
        return list(json.at("/templating/list"));
    }

    List<JsonNode> annotations() {
        return list(json.at("/annotations/list"));
    }

    JsonNode variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
    }

    /** What panels ask, variables not replaced yet. */
    public List<DashboardQuery> ofPanels() {
        List<DashboardQuery> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new DashboardQuery(
                        "panel %s, query %s"
                                .formatted(
                                        panel.path("id"), target.path("refId").asText()),
                        target.path("expr").asText()));
            }
        }
        return queries;
    }

    /** What variables ask: the selector within their {@code label_values(…)}. */
    public List<DashboardQuery> ofVariables() {
        return variables().stream()
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> new DashboardQuery(
                        "variable " + variable.path("name").asText(),
                        LabelValues.of(variable.at("/query/query").asText()).selector()))
                .toList();
    }

    /** What annotations ask. */
    public List<DashboardQuery> ofAnnotations() {
        return annotations().stream()
                .map(annotation -> new DashboardQuery(
                        "annotation " + annotation.path("name").asText(),
                        annotation.at("/target/expr").asText()))
                .toList();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}

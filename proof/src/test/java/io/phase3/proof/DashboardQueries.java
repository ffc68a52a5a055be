package io.phase3.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the panels of a dashboard ask with all variables at their defaults, in shortened time. */
final class DashboardQueries {
    private static final Map<String, String> VARIABLES =
            Map.of("$__rate_interval", "5m", "$job", ".+", "$instance", ".+", "$feature", ".*", "$experiment", ".*");

    private DashboardQueries() {}

    /** @param isRange whether the panel shows it over time */
    record Query(String panel, String expression, boolean isRange) {}

    static List<Query> of(Path dashboard) throws IOException {
        List<Query> queries = new ArrayList<>();
        addPanels(
                queries,
                new ObjectMapper().readTree(Files.readString(dashboard)).path("panels"));
        return queries;
    }

    private static void addPanels(List<Query> queries, JsonNode panels) {
        for (JsonNode panel : panels) {
            addPanels(queries, panel.path("panels"));
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        filled(target.path("expr").asText()),
                        target.path("range").asBoolean()));
            }
        }
    }

    private static String filled(String expression) {
        String filled = expression;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        return ShortenedRules.expression(filled);
    }
}

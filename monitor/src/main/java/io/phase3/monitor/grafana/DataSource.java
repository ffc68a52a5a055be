package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.monitor.grafana.GrafanaApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The Prometheus that panels ask. */
public record DataSource(String name, String uid, Change change) {
    /** As config/monitoring/grafana/provisioning has it, so that both ways lead to one and the same. */
    private static final String NAME = "Phase 3 Prometheus";

    private static final String UID = "phase3-prometheus";
    private static final String TYPE = "prometheus";
    private static final String PROVISIONED = "readOnly";

    /**
     * A data source that is there; makes one if there is none.
     *
     * @param prometheus where it has to be; anywhere if empty, and a new one then at its usual port beside Grafana
     */
    static DataSource ensure(GrafanaApi grafana, Optional<URI> prometheus) throws IOException, InterruptedException {
        Answer all = grafana.get("api/datasources", "to see the data sources", "Admin");
        if (!all.isGood()) {
            throw new IOException("Grafana does not tell its data sources: " + all.words());
        }
        Optional<JsonNode> best = StreamSupport.stream(all.body().spliterator(), false)
                .filter(source -> source.path("type").asText().equals(TYPE))
                .filter(source -> prometheus.isEmpty() || isOurs(source) || isAt(source, prometheus.get()))
                .min(Comparator.comparing((JsonNode source) -> prometheus.isEmpty() || !isAt(source, prometheus.get()))
                        .thenComparing(source -> !isOurs(source))
                        .thenComparing(source -> !source.path("isDefault").asBoolean()));
        if (best.isEmpty()) {
            return create(grafana, prometheus.orElse(URI.create("http://127.0.0.1:9090")));
        }
        JsonNode source = best.get();
        return prometheus.isEmpty() || isAt(source, prometheus.get())
                ? of(source, Change.UNCHANGED)
                : move(grafana, source, prometheus.get());
    }

    private static boolean isOurs(JsonNode source) {
        return source.path("uid").asText().equals(UID);
    }

    private static boolean isAt(JsonNode source, URI prometheus) {
        return withoutSlash(source.path("url").asText()).equals(withoutSlash(prometheus.toString()));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static DataSource create(GrafanaApi grafana, URI prometheus) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", NAME)
                .put("uid", UID)
                .put("type", TYPE)
                .put("access", "proxy")
                .put("url", prometheus.toString());
        body.putObject("jsonData")
                .put("httpMethod", "POST")
                .put("timeInterval", "10s")
                .put("manageAlerts", true)
                .put("prometheusType", "Prometheus");
        Answer answer =
                grafana.send("POST", "api/datasources", body, "to make the data source '" + NAME + "'", "Admin");
        return changed(answer, Change.CREATED);
    }

    private static DataSource move(GrafanaApi grafana, JsonNode source, URI prometheus)
            throws IOException, InterruptedException {
        if (source.path(PROVISIONED).asBoolean()) {
            throw new IOException("the data source '" + source.path("name").asText()
                    + "' is provisioned from a file and" + " leads to "
                    + source.path("url").asText() + ": change that file, or leave --prometheus away");
        }
        String page = "api/datasources/uid/" + UID;
        String purpose = "to change the data source '" + NAME + "'";
        // The list leaves out as whom Prometheus is asked, and what is left out here would be lost.
        Answer whole = grafana.get(page, purpose, "Admin");
        if (!(whole.body() instanceof ObjectNode body) || !whole.isGood()) {
            throw new IOException("Grafana does not tell the data source '" + NAME + "': " + whole.words());
        }
        body.put("url", prometheus.toString());
        Answer answer = grafana.send("PUT", page, body, purpose, "Admin");
        return changed(answer, Change.UPDATED);
    }

    private static DataSource changed(Answer answer, Change change) throws IOException {
        if (!answer.isGood()) {
            throw new IOException("Grafana does not take the data source '" + NAME + "': " + answer.words());
        }
        return of(answer.body().path("datasource"), change);
    }

    private static DataSource of(JsonNode source, Change change) {
        return new DataSource(source.path("name").asText(), source.path("uid").asText(), change);
    }
}

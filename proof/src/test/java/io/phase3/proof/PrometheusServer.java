package io.phase3.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a running Prometheus tells about itself, over its HTTP API. */
final class PrometheusServer {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;

    PrometheusServer(int port) {
        address = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** An alert as it is now, pending or firing. */
    record Alert(String name, String state, JsonNode labels, JsonNode annotations) {}

    boolean isReady() {
        try {
            return get("-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        read("api/v1/alerts")
                .at("/data/alerts")
                .forEach(alert -> alerts.add(new Alert(
                        alert.at("/labels/alertname").asText(),
                        alert.path("state").asText(),
                        alert.path("labels"),
                        alert.path("annotations"))));
        return alerts;
    }

    /** What the expression is now: a vector's elements, or the one number. */
    JsonNode query(String expression) {
        return read("api/v1/query?query=" + encoded(expression)).at("/data/result");
    }

    /** What the expression was over the last while, a point each second. */
    JsonNode queryRange(String expression, Duration last) {
        long now = System.currentTimeMillis() / 1000;
        return read("api/v1/query_range?step=1&end=" + now + "&start=" + (now - last.toSeconds()) + "&query="
                        + encoded(expression))
                .at("/data/result");
    }

    /** All rules as they were loaded, with the error that their last evaluation had. */
    List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        read("api/v1/rules")
                .at("/data/groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** The names of all metrics that there have been. */
    List<String> metrics() {
        List<String> names = new ArrayList<>();
        read("api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode read(String path) {
        HttpResponse<String> answer = get(path);
        try {
            JsonNode body = json.readTree(answer.body());
            if (!body.path("status").asText().equals("success")) {
                throw new AssertionError("Prometheus answers " + answer.body() + " to " + path);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while Prometheus was asked", e);
        }
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }
}

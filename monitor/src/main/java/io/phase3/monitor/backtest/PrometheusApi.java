package io.phase3.monitor.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a Prometheus what expressions were over a span; may be used by several threads. */
final class PrometheusApi {
    /** Prometheus answers a range with 11,000 points at most. */
    private static final int STEPS_AT_ONCE = 10_800;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();

    PrometheusApi(URI address) {
        String text = address.toString();
        this.address = URI.create(text.endsWith("/") ? text : text + "/");
    }

    /**
     * The expression's series at each step of the span.
     *
     * @throws IOException if Prometheus does not answer, or says that it cannot; its words are in the message
     */
    List<Track> range(String expression, Span span) throws IOException, InterruptedException {
        Map<Map<String, String>, Track> tracks = new LinkedHashMap<>();
        for (int first = 0; first < span.steps(); first += STEPS_AT_ONCE) {
            int last = Math.min(span.steps(), first + STEPS_AT_ONCE) - 1;
            JsonNode answer = ask(
                    "api/v1/query_range",
                    Map.of(
                            "query", expression,
                            "start", Long.toString(span.at(first).getEpochSecond()),
                            "end", Long.toString(span.at(last).getEpochSecond()),
                            "step", Long.toString(span.step().toSeconds())));
            answer.path("result").forEach(series -> add(series, span, tracks));
        }
        return List.copyOf(tracks.values());
    }

    /** The names of all metrics that had a sample in the span. */
    Set<String> names(Span span) throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        ask(
                        "api/v1/label/__name__/values",
                        Map.of(
                                "start", Long.toString(span.start().getEpochSecond()),
                                "end", Long.toString(span.end().getEpochSecond())))
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Whether it has started and answers queries. */
    boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("-/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void add(JsonNode series, Span span, Map<Map<String, String>, Track> tracks) {
        Map<String, String> labels = new LinkedHashMap<>();
        series.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        Track track = tracks.computeIfAbsent(labels, key -> new Track(key, span.steps()));
        for (JsonNode sample : series.path("values")) {
            Duration since = Duration.between(
                    span.start(), Instant.ofEpochSecond(sample.path(0).asLong()));
            track.set(
                    Math.toIntExact(since.dividedBy(span.step())),
                    value(sample.path(1).asText()));
        }
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** By POST where there is a query: expressions may be long. */
    private JsonNode ask(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        List<String> form = new ArrayList<>();
        parameters.forEach((name, value) -> form.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String text = String.join("&", form);
        HttpRequest.Builder request = parameters.containsKey("query")
                ? HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                : HttpRequest.newBuilder(address.resolve(path + "?" + text));
        HttpResponse<byte[]> response =
                http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = parsed(response);
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException("Prometheus answers " + response.statusCode() + ": "
                    + answer.path("error").asText("without a reason"));
        }
        return answer.path("data");
    }

    private JsonNode parsed(HttpResponse<byte[]> response) throws IOException {
        try {
            return json.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException(address + " answers " + response.statusCode() + " with something else than JSON", e);
        }
    }
}

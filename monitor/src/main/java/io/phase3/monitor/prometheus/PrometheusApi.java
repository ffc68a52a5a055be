package io.phase3.monitor.prometheus;

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

/** Asks a Prometheus by its HTTP API; may be used by several threads. */
public final class PrometheusApi {
    /** Prometheus answers a range with 11,000 points at most. */
    private static final int STEPS_AT_ONCE = 10_800;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();

    /** @param address such as {@code http://127.0.0.1:9090}, with or without a path before {@code api/v1} */
    public PrometheusApi(URI address) {
        String text = address.toString();
        this.address = URI.create(text.endsWith("/") ? text : text + "/");
    }

    /**
     * What the expression is at a time; each series has one sample.
     *
     * @throws IOException if Prometheus does not answer, or says that it cannot; its words are in the message
     */
    public List<Series> query(String expression, Instant time) throws IOException, InterruptedException {
        JsonNode answer = ask("api/v1/query", Map.of("query", expression, "time", seconds(time)));
        List<Series> series = new ArrayList<>();
        answer.path("result")
                .forEach(each -> series.add(new Series(labels(each), List.of(sample(each.path("value"))))));
        return series;
    }

    /**
     * What the expression was at each step from start to end, both included.
     *
     * @throws IOException if Prometheus does not answer, or says that it cannot; its words are in the message
     */
    public List<Series> queryRange(String expression, Instant start, Instant end, Duration step)
            throws IOException, InterruptedException {
        Map<Map<String, String>, List<Series.Sample>> samples = new LinkedHashMap<>();
        Instant first = start;
        while (!first.isAfter(end)) {
            Instant last = first.plus(step.multipliedBy(STEPS_AT_ONCE - 1));
            JsonNode answer = ask(
                    "api/v1/query_range",
                    Map.of(
                            "query", expression,
                            "start", seconds(first),
                            "end", seconds(last.isBefore(end) ? last : end),
                            "step", Long.toString(step.toSeconds())));
            for (JsonNode series : answer.path("result")) {
                List<Series.Sample> own = samples.computeIfAbsent(labels(series), absent -> new ArrayList<>());
                series.path("values").forEach(value -> own.add(sample(value)));
            }
            first = last.plus(step);
        }
        List<Series> series = new ArrayList<>();
        samples.forEach((labels, own) -> series.add(new Series(labels, own)));
        return series;
    }

    /** The names of all metrics that had a sample in that time. */
    public Set<String> names(Instant start, Instant end) throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        ask("api/v1/label/__name__/values", Map.of("start", seconds(start), "end", seconds(end)))
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /**
     * What one of the pages says that take no parameters: {@code api/v1/targets}, {@code api/v1/status/buildinfo}.
     *
     * @throws IOException if Prometheus does not answer, or says that it cannot; its words are in the message
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return ask(path, Map.of());
    }

    /** Whether it has started and answers queries. */
    public boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("-/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private static Map<String, String> labels(JsonNode series) {
        Map<String, String> labels = new LinkedHashMap<>();
        series.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Series.Sample sample(JsonNode pair) {
        return new Series.Sample(
                Instant.ofEpochSecond(pair.path(0).asLong()), value(pair.path(1).asText()));
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

package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks parts by HTTP, each question for a limited time. */
final class Probe {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);
    /** Prometheus reads all of its rules again before it answers. */
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Duration limit;

    Probe() {
        this(USUAL_LIMIT);
    }

    /** @param limit how long an answer may take */
    Probe(Duration limit) {
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limit)
                .build();
    }

    /** Why the part there is not ready; empty if it is. */
    Optional<String> whyNotReady(Part part, URI address) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(address.resolve(part.readyPath())), limit);
            // An exporter that asks for a password is there.
            return answer.statusCode() == 200 || answer.statusCode() == 401
                    ? Optional.empty()
                    : Optional.of("answers " + answer.statusCode() + ": " + text(answer));
        } catch (IOException e) {
            return Optional.of("does not answer at " + address.getAuthority());
        }
    }

    /** What stands at an address as JSON; empty if nobody answers, or something else. */
    Optional<JsonNode> json(URI page) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(page), limit);
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Has the part read its configuration again; why it does not, or nothing. */
    Optional<String> reload(URI address) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = send(
                    HttpRequest.newBuilder(address.resolve("/-/reload")).POST(HttpRequest.BodyPublishers.noBody()),
                    RELOAD_LIMIT);
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(text(answer));
        } catch (IOException e) {
            return Optional.of("it does not answer at " + address.getAuthority());
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration time)
            throws IOException, InterruptedException {
        return http.send(request.timeout(time).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).strip();
    }
}

package io.phase3.monitor.promql;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The selectors of an expression, told by a real Prometheus: it parses the expression, and asks a remote store of ours for
 * each selector that it has found.
 */
public final class ParsedQueries implements AutoCloseable {
    private static final String PROGRAM = "prometheus";
    private static final String BY = " by (";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final RemoteReadServer store;
    private final Process prometheus;
    private final URI address;

    private ParsedQueries(RemoteReadServer store, Process prometheus, URI address) {
        this.store = store;
        this.prometheus = prometheus;
        this.address = address;
    }

    /** Starts a Prometheus in the directory, which has to be empty; without one installed the test is skipped. */
    public static ParsedQueries start(Path directory) throws IOException {
        requirePrometheus();
        RemoteReadServer store = RemoteReadServer.start();
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"),
                "remote_read: [{ url: '%s', read_recent: true }]\n".formatted(store.url()));
        String listen = "127.0.0.1:" + FreePort.find();
        Process prometheus = new ProcessBuilder(
                        PROGRAM,
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("series"),
                        "--web.listen-address=" + listen)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        ParsedQueries queries = new ParsedQueries(store, prometheus, URI.create("http://" + listen + "/"));
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> queries.ask("-/ready").statusCode() == 200);
            return queries;
        } catch (RuntimeException e) {
            queries.close();
            throw e;
        }
    }

    private static void requirePrometheus() {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
        if (!installed && System.getenv("CI") != null) {
            Assertions.fail("no program 'prometheus' on the path: install the Debian package prometheus");
        }
        Assumptions.assumeTrue(installed, "skipped: no program 'prometheus' on the path (Debian package prometheus)");
    }

    /**
     * The selectors of the expression, as often as they stand in it.
     *
     * @throws IllegalArgumentException if Prometheus does not accept it, with its reason
     */
    public synchronized List<Selector> selectors(String expression) throws IOException {
        store.asked();
        parse("query", expression);
        return store.asked();
    }

    /** The labels that the expression groups by, anywhere in it: Prometheus writes it anew, in one manner. */
    public Set<String> groupings(String expression) throws IOException {
        String formatted = parse("format_query", expression).path("data").asText();
        Set<String> labels = new TreeSet<>();
        for (int at = formatted.indexOf(BY); at >= 0; at = formatted.indexOf(BY, at + 1)) {
            String list = formatted.substring(at + BY.length(), formatted.indexOf(')', at));
            Stream.of(list.split(", ", -1)).filter(label -> !label.isEmpty()).forEach(labels::add);
        }
        return labels;
    }

    private JsonNode parse(String endpoint, String expression) throws IOException {
        HttpResponse<String> answer =
                ask("api/v1/" + endpoint + "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        JsonNode body = json.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(body.path("error").asText() + " in: " + expression);
        }
        return body;
    }

    private HttpResponse<String> ask(String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Prometheus was asked", e);
        }
    }

    @Override
    public void close() {
        prometheus.destroy();
        await().atMost(PATIENCE).until(() -> !prometheus.isAlive());
        store.close();
    }
}

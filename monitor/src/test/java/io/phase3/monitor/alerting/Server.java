package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Prometheus or Alertmanager on a free port of loopback. */
final class Server implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final URI uri;

    private Server(Process process, Path output, URI uri) {
        this.process = process;
        this.output = output;
        this.uri = uri;
    }

    /** Starts an Alertmanager with the alertmanager.yml of the folder, and waits until it is ready. */
    static Server alertmanager(Path folder) throws IOException {
        return start(
                Program.ALERTMANAGER,
                folder,
                "--config.file=alertmanager.yml",
                "--storage.path=alertmanager",
                "--cluster.listen-address=",
                "--log.level=debug",
                "--web.external-url=http://alertmanager.example.com:9093",
                "--web.route-prefix=/");
    }

    /** Starts a Prometheus with the prometheus.yml of the folder, and waits until it is ready. */
    static Server prometheus(Path folder) throws IOException {
        return start(
                Program.PROMETHEUS,
                folder,
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=prometheus",
                // What it says before it has found Alertmanager is lost, and said again a minute later otherwise.
                "--rules.alert.resend-delay=1s");
    }

    private static Server start(Program program, Path folder, String... arguments) throws IOException {
        String address = "127.0.0.1:" + FreePort.find();
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--web.listen-address=" + address);
        Server server = new Server(program.start(folder, output, all), output, URI.create("http://" + address));
        try {
            await().atMost(START).until(server::isReady);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
        return server;
    }

    private boolean isReady() throws IOException, InterruptedException {
        assertThat(process.isAlive()).as("runs: " + output()).isTrue();
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    URI uri() {
        return uri;
    }

    /** What it has said on its terminal. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** What it answers to a question. */
    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** The sum of the samples of a metric of its own whose text contains all of this. */
    double metric(String name, String... labels) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Posts JSON, which it has to accept. */
    void post(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(uri.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

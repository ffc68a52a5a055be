package io.phase3.benchmarks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;

/** What an agent says on its metrics page about the calls that it recorded. */
final class AgentReport {
    /** Where the agent listens that the benchmark started; also the agent's own setting. */
    static final String PORT = "phase3.exporter.port";

    /** Agents begin to listen in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String page;

    AgentReport(String page) {
        this.page = page;
    }

    /** A port for an agent that is about to start. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks the agent in this JVM, once it listens. */
    static AgentReport ofThisJvm() throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + System.getProperty(PORT) + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(address).build();
        HttpClient client = HttpClient.newHttpClient();
        long began = System.nanoTime();
        while (true) {
            try {
                return new AgentReport(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
            } catch (ConnectException notYet) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    /**
     * Checks that calls were recorded, and that nothing failed while they were.
     *
     * @param least how many calls there were for certain
     * @throws IllegalStateException with what the agent says, if not
     */
    void requireCalls(long least) {
        double recorded =
                sum("phase3_websocket_latency_seconds_count", "") + sum("phase3_conversion_duration_seconds_count", "");
        if (recorded < least) {
            throw new IllegalStateException(
                    "the agent recorded %.0f calls of at least %d; it says%n%s".formatted(recorded, least, summary()));
        }
        if (sum("phase3_agent_errors_total", "") > 0
                || sum("phase3_agent_dropped_events_total", "") > 0
                || sum("phase3_websocket_latency_seconds_count", "message_type=\"unknown\"") > 0
                || sum("phase3_websocket_latency_seconds_count", "outcome=\"error\"") > 0) {
            throw new IllegalStateException("the agent recorded failures; it says\n" + summary());
        }
    }

    private String summary() {
        return page.lines()
                .filter(line -> line.startsWith("phase3_") && !line.contains("_bucket{"))
                .collect(Collectors.joining("\n"));
    }

    private double sum(String metric, String label) {
        return page.lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package io.phase3.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The test application in a JVM of its own with the agent, and the incidents that can be ordered of it. */
final class PropertyService implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready .* incidents=(\\S+)");
    private static final Pattern CALLS = Pattern.compile("(?m)^phase3_websocket_latency_seconds_count\\{.*} (\\S+)$");
    private static final int NO_CONTENT = 204;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program program;
    private final int metricsPort;

    private PropertyService(Program program, int metricsPort) {
        this.program = program;
        this.metricsPort = metricsPort;
    }

    /** @param rate occurrences a second */
    static PropertyService start(String name, Path home, Path folder, Path configuration, int metricsPort, int rate) {
        List<String> command = new ArrayList<>(java());
        command.add("-javaagent:" + home.resolve("agent/target/phase3-agent.jar") + "=exporter.port=" + metricsPort
                + ",attribution.journal.directory=" + name + "-journal");
        command.add("-Dphase3.config=" + configuration);
        command.addAll(List.of(
                "-jar", home.resolve("test-app/target/phase3-test-app.jar").toString()));
        command.addAll(List.of("--attended", "--steady", "--time-scale", "0.5", "--rate", Integer.toString(rate)));
        return new PropertyService(Program.start(name, folder, command), metricsPort);
    }

    /** The JVM that runs this, for programs that live for minutes. */
    static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1");
    }

    Program program() {
        return program;
    }

    int metricsPort() {
        return metricsPort;
    }

    boolean isReady() {
        return program.isRunning() && READY.matcher(program.log()).find();
    }

    /** How many messages it has handled, as its agent says. */
    long calls() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                .build();
        try {
            String metrics =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return (long) CALLS.matcher(metrics)
                    .results()
                    .mapToDouble(count -> Double.parseDouble(count.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the agent was asked", e);
        }
    }

    void begin(String incident) {
        order("PUT", incident);
    }

    void end(String incident) {
        order("DELETE", incident);
    }

    private void order(String method, String incident) {
        Matcher ready = READY.matcher(program.log());
        if (!ready.find()) {
            throw new IllegalStateException("the property service is not ready");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(ready.group(1) + incident))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != NO_CONTENT) {
                throw new AssertionError("the property service answers " + status + " to " + method + " " + incident);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while an incident was ordered", e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}

package io.phase3.monitor.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code phase3 exporter} in a JVM of its own, out of the packaged jar. */
final class ForkedExporter implements AutoCloseable {
    private static final Pattern SERVES = Pattern.compile("The exporter serves on (\\S+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private URI uri;

    private ForkedExporter(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** What a run that ended by itself has left. */
    record Ended(int status, String stdout, String stderr) {}

    /** Runs it until it ends by itself. */
    static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
        try (ForkedExporter exporter = fork(directory, arguments)) {
            assertThat(exporter.process.waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .as("ended: " + exporter.stderr())
                    .isTrue();
            return new Ended(exporter.process.exitValue(), Files.readString(exporter.stdout), exporter.stderr());
        }
    }

    /** Starts it, and waits until it serves. */
    static ForkedExporter start(Path directory, String... arguments) throws IOException {
        ForkedExporter exporter = fork(directory, arguments);
        await().atMost(START).until(exporter::serves);
        return exporter;
    }

    private static ForkedExporter fork(Path directory, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = Path.of("target/phase3-monitor.jar").toAbsolutePath();
        Path stdout = Files.createTempFile(directory, "stdout", ".txt");
        Path stderr = Files.createTempFile(directory, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-jar", jar.toString(), "exporter");
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.directory(directory.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        return new ForkedExporter(process, stdout, stderr);
    }

    private boolean serves() throws IOException {
        assertThat(process.isAlive()).as("runs: " + stderr()).isTrue();
        Matcher matcher = SERVES.matcher(Files.readString(stdout));
        boolean found = matcher.find();
        if (found) {
            uri = URI.create(matcher.group(1));
        }
        return found;
    }

    /** What stands at the path. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    String stderr() throws IOException {
        return Files.readString(stderr);
    }

    /** Asks it to end as systemd does, and gives its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

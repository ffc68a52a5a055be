package io.phase3.monitor.backtest;

import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.prometheus.PrometheusApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Prometheus of our own on a free port of this machine, over blocks that are there already. */
final class PrivatePrometheus implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ChildProcess process;
    private final URI address;
    private final PrometheusApi api;

    private PrivatePrometheus(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
        this.api = new PrometheusApi(address);
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param folder of its configuration, its log and, as {@code blocks}, its blocks
     * @param settings its configuration; without any it scrapes nothing, and only answers what the blocks say
     */
    static PrivatePrometheus start(Path program, Path folder, String settings)
            throws IOException, InterruptedException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), settings);
        Path log = folder.resolve("prometheus.log");
        URI address = URI.create("http://127.0.0.1:" + freePort());
        ChildProcess process = ChildProcess.start(
                List.of(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("blocks"),
                        // Longer than any history: what is old now must not be deleted.
                        "--storage.tsdb.retention.time=10y",
                        // Blocks are read once; merging them would only cost time.
                        "--storage.tsdb.min-block-duration=2h",
                        "--storage.tsdb.max-block-duration=2h",
                        "--web.listen-address=" + address.getAuthority(),
                        "--query.timeout=3m"),
                log);
        PrivatePrometheus prometheus = new PrivatePrometheus(process, address);
        try {
            prometheus.awaitReady();
        } catch (IOException | InterruptedException e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    URI address() {
        return address;
    }

    PrometheusApi api() {
        return api;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!api.isReady()) {
            if (!process.isRunning() || System.nanoTime() > deadline) {
                throw new IOException("the private Prometheus did not start: " + process.logTail());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

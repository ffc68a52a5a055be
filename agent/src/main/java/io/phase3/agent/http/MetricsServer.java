package io.phase3.agent.http;

import io.prometheus.client.CollectorRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The endpoint: {@code /metrics} for Prometheus, {@code /} for people, {@code /-/healthy} for probes, and nothing else.
 *
 * <p>On a plain socket: the JDK's HTTP server asks for a logger as soon as it is created. On Java 8, and later where a
 * logging configuration file is set, that initialises {@code java.util.logging} before the application may have said in
 * its main method which log manager it wants.
 */
public final class MetricsServer implements Closeable {
    private static final int BACKLOG = 16;
    private static final int THREADS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServerSocket socket;
    private final Connections connections;

    private MetricsServer(ServerSocket socket, Connections connections) {
        this.socket = socket;
        this.connections = connections;
    }

    /**
     * Starts serving.
     *
     * @param firstPort the first port to try; 0 for any free one
     * @param lastPort the last port to try
     * @param statusPage what a person sees at {@code /}, as plain text
     * @throws BindException if none of the ports is free
     */
    public static MetricsServer start(
            String host, int firstPort, int lastPort, CollectorRegistry registry, Supplier<String> statusPage)
            throws IOException {
        return start(host, firstPort, lastPort, registry, statusPage, THREADS, LIMIT);
    }

    static MetricsServer start(
            String host,
            int firstPort,
            int lastPort,
            CollectorRegistry registry,
            Supplier<String> statusPage,
            int threads,
            Duration limit)
            throws IOException {
        Endpoint endpoint = new Endpoint()
                .serve("/metrics", new MetricsPage(registry))
                .serve("/", request -> Response.text("200 OK", statusPage.get()))
                .serve("/-/healthy", request -> Response.text("200 OK", "ok\n"));
        ServerSocket socket = bind(InetAddress.getByName(host), firstPort, lastPort);
        Connections connections = new Connections(socket, endpoint, threads, limit);
        connections.start();
        return new MetricsServer(socket, connections);
    }

    /** Where the endpoint listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many requests are in work. */
    int active() {
        return connections.active();
    }

    /** Stops at once: a JVM that exits would wait 300 ms for the thread that accepts connections. */
    @Override
    public void close() {
        connections.close();
    }

    private static ServerSocket bind(InetAddress host, int firstPort, int lastPort) throws IOException {
        BindException taken = null;
        for (int port = firstPort; port <= lastPort; port++) {
            try {
                return new ServerSocket(port, BACKLOG, host);
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }
}

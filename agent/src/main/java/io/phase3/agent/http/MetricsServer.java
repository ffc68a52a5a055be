package io.phase3.agent.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The endpoint: {@code /metrics} for Prometheus, {@code /} for people, {@code /-/healthy} for probes, and nothing else.
 *
 * <p>On the JDK's server directly: simpleclient's {@code HTTPServer} takes either a server or an executor of one's own,
 * and time limits and exact paths need both.
 */
public final class MetricsServer implements Closeable {
    private static final int BACKLOG = 16;
    private static final int THREADS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpServer server;
    private final DeadlineExecutor executor;

    private MetricsServer(HttpServer server, DeadlineExecutor executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts serving. To be called on a daemon thread, because the server's own thread inherits that.
     *
     * @param firstPort the first port to try; 0 for any free one
     * @param lastPort the last port to try
     * @param statusPage what a person sees at {@code /}, as plain text
     * @throws BindException if none of the ports is free
     */
    public static MetricsServer start(
            String host, int firstPort, int lastPort, CollectorRegistry registry, Supplier<String> statusPage)
            throws IOException {
        return start(host, firstPort, lastPort, registry, statusPage, new DeadlineExecutor(THREADS, LIMIT));
    }

    static MetricsServer start(
            String host,
            int firstPort,
            int lastPort,
            CollectorRegistry registry,
            Supplier<String> statusPage,
            DeadlineExecutor executor)
            throws IOException {
        HttpServer server = bind(InetAddress.getByName(host), firstPort, lastPort);
        server.setExecutor(executor);
        serve(server, "/", exchange -> Response.text(exchange, 200, statusPage.get()));
        serve(server, "/metrics", new MetricsHandler(registry));
        serve(server, "/-/healthy", exchange -> Response.text(exchange, 200, "ok\n"));
        server.start();
        return new MetricsServer(server, executor);
    }

    /** Where the endpoint listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops at once: a JVM that exits would wait 300 ms for a thread in the server's selector. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static HttpServer bind(InetAddress host, int firstPort, int lastPort) throws IOException {
        BindException taken = null;
        for (int port = firstPort; port <= lastPort; port++) {
            try {
                return HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }

    /** Serves the path alone: the JDK's server would answer every path below it too. */
    private static void serve(HttpServer server, String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                Response.text(exchange, 404, "Not found. There is /metrics, / and /-/healthy.\n");
            } else if (!isRead(exchange)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Response.text(exchange, 405, "Only GET and HEAD.\n");
            } else {
                handler.handle(exchange);
            }
        });
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                || exchange.getRequestMethod().equals("HEAD");
    }
}

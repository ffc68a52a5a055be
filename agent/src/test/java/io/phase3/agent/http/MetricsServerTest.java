package io.phase3.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-out only ends a test that would hang otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String HOST = LOOPBACK.getHostAddress();
    private static final Duration NEVER = Duration.ofHours(1);

    private final CollectorRegistry registry = new CollectorRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private MetricsServer start() throws IOException {
        return start(0, 0, 4, NEVER);
    }

    private MetricsServer start(int firstPort, int lastPort, int threads, Duration limit) throws IOException {
        MetricsServer server =
                MetricsServer.start(HOST, firstPort, lastPort, registry, () -> "the status page\n", threads, limit);
        open.add(server);
        return server;
    }

    private HttpResponse<byte[]> send(MetricsServer server, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + HOST + ":" + server.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(MetricsServer server, String path, String... headers)
            throws IOException, InterruptedException {
        return send(server, "GET", path, headers);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private Socket connect(MetricsServer server, String sent) throws IOException {
        Socket socket = new Socket(LOOPBACK, server.address().getPort());
        open.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Nested
    class A_scrape {
        private MetricsServer serve() throws Exception {
            Counter.build("calls", "Calls.").register(registry).inc(3);
            Gauge.build("depth", "Depth with an ümlaut.").register(registry).set(7);
            return start();
        }

        @Test
        void is_answered_in_the_text_format() throws Exception {
            HttpResponse<byte[]> response = get(serve(), "/metrics");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(header(response, "Content-Encoding")).isNull();
            assertThat(text(response))
                    .contains("\ncalls_total 3.0\n", "\ndepth 7.0\n", "# HELP depth Depth with an ümlaut.\n");
        }

        @Test
        void is_answered_in_OpenMetrics_if_asked() throws Exception {
            HttpResponse<byte[]> response =
                    get(serve(), "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            assertThat(header(response, "Content-Type"))
                    .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(text(response)).contains("\ncalls_total 3.0\n").endsWith("# EOF\n");
        }

        @Test
        void is_zipped_if_asked() throws Exception {
            HttpResponse<byte[]> response = get(serve(), "/metrics", "Accept-Encoding", "deflate, gzip");
            assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("\ncalls_total 3.0\n");
            }
        }

        @Test
        void has_only_the_names_that_were_asked_for() throws Exception {
            MetricsServer server = serve();
            assertThat(text(get(server, "/metrics?name%5B%5D=depth")))
                    .contains("depth 7.0")
                    .doesNotContain("calls");
            assertThat(text(get(server, "/metrics?name%5B%5D=depth&name%5B%5D=calls_total")))
                    .contains("depth 7.0", "calls_total 3.0");
            assertThat(text(get(server, "/metrics?name%5B%5D=unknown"))).isEmpty();
        }

        @Test
        void has_everything_if_the_query_asks_for_something_else() throws Exception {
            assertThat(text(get(serve(), "/metrics?format=x&y"))).contains("depth 7.0", "calls_total 3.0");
        }

        @Test
        void sees_what_was_counted_since_the_last_one() throws Exception {
            MetricsServer server = serve();
            Counter late = Counter.build("late", "Late.").register(registry);
            assertThat(text(get(server, "/metrics"))).contains("\nlate_total 0.0\n");
            late.inc();
            assertThat(text(get(server, "/metrics"))).contains("\nlate_total 1.0\n");
        }
    }

    @Nested
    class Other_requests {
        @Test
        void for_the_root_get_the_status_page() throws Exception {
            HttpResponse<byte[]> response = get(start(), "/");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(text(response)).isEqualTo("the status page\n");
        }

        @Test
        void of_probes_are_answered() throws Exception {
            HttpResponse<byte[]> response = get(start(), "/-/healthy");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("ok\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/metrics", "/", "/-/healthy"})
        void for_the_head_alone_get_no_body(String path) throws Exception {
            HttpResponse<byte[]> response = send(start(), "HEAD", path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/metrics/x", "/metricsx", "/metrics/", "/x", "/-/", "/-/healthy/x", "/favicon.ico"})
        void for_what_does_not_exist_are_told_so(String path) throws Exception {
            HttpResponse<byte[]> response = get(start(), path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).isEqualTo("Not found. There is /metrics, /, /-/healthy.\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
        void that_would_change_something_are_not_allowed(String method) throws Exception {
            HttpResponse<byte[]> response = send(start(), method, "/metrics");
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Nested
    class The_port {
        @Test
        void is_any_free_one_if_it_is_zero() throws Exception {
            MetricsServer first = start();
            MetricsServer second = start();
            assertThat(first.address().getPort())
                    .isPositive()
                    .isNotEqualTo(second.address().getPort());
        }

        @Test
        void is_the_first_free_one_of_a_range() throws Exception {
            try (Neighbours taken = Neighbours.take(3)) {
                taken.free(2);
                assertThat(start(taken.port(0), taken.port(2), 1, NEVER)
                                .address()
                                .getPort())
                        .isEqualTo(taken.port(2));
            }
        }

        @Test
        void is_the_first_of_a_range_if_that_is_free() throws Exception {
            try (Neighbours taken = Neighbours.take(2)) {
                taken.free(0);
                taken.free(1);
                assertThat(start(taken.port(0), taken.port(1), 1, NEVER)
                                .address()
                                .getPort())
                        .isEqualTo(taken.port(0));
            }
        }

        @Test
        void cannot_be_had_if_all_are_taken() throws Exception {
            try (Neighbours taken = Neighbours.take(2)) {
                assertThatThrownBy(() -> start(taken.port(0), taken.port(1), 1, NEVER))
                        .isInstanceOf(BindException.class);
            }
        }

        @Test
        void is_left_at_the_end() throws Exception {
            MetricsServer server = start();
            int port = server.address().getPort();
            server.close();
            // The JDK gives the port back once the thread that waits for connections has noticed.
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> new Socket(LOOPBACK, port).close())
                            .isInstanceOf(ConnectException.class));
        }
    }

    /** Ports side by side that nobody else has, because this test holds them until it needs them. */
    private static final class Neighbours implements AutoCloseable {
        private final List<ServerSocket> sockets = new ArrayList<>();

        static Neighbours take(int count) throws IOException {
            while (true) {
                Neighbours neighbours = new Neighbours();
                try {
                    neighbours.bind(0);
                    while (neighbours.sockets.size() < count) {
                        neighbours.bind(neighbours.port(0) + neighbours.sockets.size());
                    }
                    return neighbours;
                } catch (BindException | IllegalArgumentException someoneElseIsThere) {
                    neighbours.close();
                }
            }
        }

        private void bind(int port) throws IOException {
            sockets.add(new ServerSocket(port, 1, LOOPBACK));
        }

        int port(int index) {
            return sockets.get(0).getLocalPort() + index;
        }

        void free(int index) throws IOException {
            sockets.get(index).close();
        }

        @Override
        public void close() throws IOException {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Nested
    class A_request_that_was_sent_by_half {
        private static final String HALF = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Half: ";

        /** By an end or, where what was sent has not been read, by a reset. */
        private void assertClosed(Socket socket) throws IOException {
            int read;
            try {
                read = socket.getInputStream().read();
            } catch (SocketException reset) {
                read = -1;
            }
            assertThat(read).isEqualTo(-1);
        }

        @Test
        void does_not_keep_others_waiting() throws Exception {
            MetricsServer server = start(0, 0, 2, NEVER);
            connect(server, HALF);
            Awaitility.await().until(() -> server.active() == 1);
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
            assertThat(server.active()).isPositive();
        }

        @Test
        void is_cut_after_the_deadline() throws Exception {
            MetricsServer server = start(0, 0, 1, Duration.ofMillis(100));
            Socket half = connect(server, HALF);
            assertClosed(half);
        }

        @Test
        void gives_its_thread_back_when_it_is_cut() throws Exception {
            MetricsServer server = start(0, 0, 1, Duration.ofMillis(500));
            Socket half = connect(server, HALF);
            assertClosed(half);
            Awaitility.await().until(() -> server.active() == 0);
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
        }

        @Test
        void costs_only_its_own_connection_if_there_are_too_many() throws Exception {
            MetricsServer server = start(0, 0, 2, NEVER);
            connect(server, HALF);
            connect(server, HALF);
            Awaitility.await().until(() -> server.active() == 2);
            Socket tooMany = connect(server, HALF);
            assertClosed(tooMany);
            assertThat(server.active()).isEqualTo(2);
        }
    }

    @Nested
    class The_threads_of_the_server {
        @Test
        void keep_no_JVM_alive() throws Exception {
            MetricsServer server = start();
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("phase3-http")))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }
}

package io.phase3.monitor.http;

import static io.phase3.monitor.http.Visitor.LOOPBACK;
import static io.phase3.monitor.http.Visitor.PLAIN;
import static io.phase3.monitor.http.Visitor.header;
import static io.phase3.monitor.http.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-out only ends a test that would hang otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpEndpointTest {
    private final Visitor visitor = new Visitor();

    @AfterEach
    void close() throws IOException {
        visitor.close();
    }

    private HttpEndpoint start() throws IOException {
        return visitor.start(
                PLAIN,
                Map.of(
                        "/", request -> Response.text(200, "the root\n"),
                        "/metrics", request -> Response.json(200, "\"" + request.query() + "\""),
                        "/both", request -> Response.text(200, "read")),
                Map.of(
                        "/both", request -> Response.text(200, "posted"),
                        "/events", request -> new Response(200, "text/plain", request.body(), Map.of())));
    }

    @Nested
    class A_page {
        @Test
        void is_found_under_its_path() throws Exception {
            HttpResponse<byte[]> response = visitor.get(start(), "/");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(text(response)).isEqualTo("the root\n");
        }

        @Test
        void gets_the_query_as_it_was_sent() throws Exception {
            HttpResponse<byte[]> response = visitor.get(start(), "/metrics?name%5B%5D=x&y");
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(text(response)).isEqualTo("\"name%5B%5D=x&y\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/metrics"})
        void has_no_body_for_who_asks_for_the_head_alone(String path) throws Exception {
            HttpEndpoint endpoint = start();
            HttpResponse<byte[]> response = visitor.send(endpoint, "HEAD", path, BodyPublishers.noBody());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            assertThat(header(response, "Content-Length"))
                    .isEqualTo(header(visitor.get(endpoint, path), "Content-Length"));
        }

        @Test
        void tells_neither_query_nor_headers_when_its_request_is_printed() throws Exception {
            HttpEndpoint endpoint =
                    visitor.start(PLAIN, Map.of("/", request -> Response.text(200, request.toString())), Map.of());
            assertThat(text(visitor.get(endpoint, "/?lead=17", "Authorization", "Basic eA==")))
                    .isEqualTo("GET /");
        }
    }

    @Nested
    class Other_paths {
        @ParameterizedTest
        @ValueSource(
                strings = {"/metrics/x", "/metricsx", "/metrics/", "/x", "/-/healthy", "//", "/METRICS", "/./metrics"})
        void are_told_what_there_is(String path) throws Exception {
            HttpResponse<byte[]> response = visitor.get(start(), path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).isEqualTo("Not found. There is /, /both, /events, /metrics.\n");
        }
    }

    @Nested
    class Other_methods {
        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
        void are_not_allowed_where_one_can_only_read(String method) throws Exception {
            HttpResponse<byte[]> response = visitor.send(start(), method, "/metrics", BodyPublishers.noBody());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        }

        @Test
        void are_not_allowed_where_one_can_only_post() throws Exception {
            HttpResponse<byte[]> response = visitor.get(start(), "/events");
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("POST");
        }

        @Test
        void get_to_know_all_that_a_path_with_both_allows() throws Exception {
            HttpEndpoint endpoint = start();
            assertThat(text(visitor.get(endpoint, "/both"))).isEqualTo("read");
            assertThat(text(visitor.post(endpoint, "/both", BodyPublishers.noBody())))
                    .isEqualTo("posted");
            assertThat(header(visitor.send(endpoint, "PUT", "/both", BodyPublishers.noBody()), "Allow"))
                    .isEqualTo("GET, HEAD, POST");
        }
    }

    @Nested
    class A_body {
        private static final byte[] LARGEST = new byte[1 << 20];

        @Test
        void reaches_its_page() throws Exception {
            assertThat(text(visitor.post(start(), "/events", BodyPublishers.ofString("grün"))))
                    .isEqualTo("grün");
        }

        @Test
        void may_be_empty() throws Exception {
            assertThat(visitor.post(start(), "/events", BodyPublishers.noBody()).body())
                    .isEmpty();
        }

        @Test
        void may_have_a_mebibyte() throws Exception {
            assertThat(visitor.post(start(), "/events", BodyPublishers.ofByteArray(LARGEST))
                            .body())
                    .isEqualTo(LARGEST);
        }

        @Test
        void may_come_in_chunks() throws Exception {
            assertThat(visitor.post(
                                    start(),
                                    "/events",
                                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGEST)))
                            .body())
                    .isEqualTo(LARGEST);
            assertThat(visitor.raw(start(), chunked("3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n")))
                    .endsWith("\r\n\r\nabc0123456789");
        }

        @Test
        void is_called_for_if_the_client_asks_first() throws Exception {
            assertThat(visitor.raw(
                            start(), "POST /events HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nlarge"))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                    .endsWith("large");
        }

        @Test
        void is_refused_if_it_is_larger() throws Exception {
            HttpEndpoint endpoint = start();
            byte[] tooLarge = new byte[LARGEST.length + 1];
            HttpResponse<byte[]> response = visitor.post(endpoint, "/events", BodyPublishers.ofByteArray(tooLarge));
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(text(response)).isEqualTo("The body is larger than 1048576 bytes.\n");
            assertThat(visitor.post(
                                    endpoint,
                                    "/events",
                                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge)))
                            .statusCode())
                    .isEqualTo(413);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: x",
                    "Content-Length: -1",
                    "Content-Length: 1, 1",
                    "Content-Length: 99999999999999999999",
                    "Transfer-Encoding: gzip",
                    "Transfer-Encoding: chunked\r\nContent-Length: 5"
                })
        void is_refused_if_its_length_cannot_be_read(String header) throws Exception {
            assertThat(visitor.raw(start(), "POST /events HTTP/1.1\r\n" + header + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .endsWith("The length of the body cannot be read.\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x\r\n", "-1\r\n", "\r\n", "3\r\nabcd\r\n0\r\n\r\n"})
        void is_refused_if_the_length_of_a_chunk_cannot_be_read(String chunks) throws Exception {
            assertThat(visitor.raw(start(), chunked(chunks))).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }

        private static String chunked(String chunks) {
            return "POST /events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
        }
    }

    @Nested
    class What_is_no_request {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\r\n\r\n",
                    "GET\r\n\r\n",
                    "GET /\r\n\r\n",
                    "GET / / HTTP/1.1\r\n\r\n",
                    "GET metrics HTTP/1.1\r\n\r\n",
                    "GET / SMTP\r\n\r\n",
                    "\u0016\u0003\u0001\u0000\n\n"
                })
        void is_told_so(String sent) throws Exception {
            HttpEndpoint endpoint = start();
            assertThat(visitor.raw(endpoint, sent))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .endsWith("This is no HTTP request.\n");
            assertThat(visitor.get(endpoint, "/").statusCode()).isEqualTo(200);
        }

        @Test
        void has_too_long_a_head() throws Exception {
            assertThat(visitor.raw(start(), "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000)))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n");
        }

        @Test
        void may_end_too_early() throws Exception {
            HttpEndpoint endpoint = start();
            visitor.connect(endpoint, "GET / HT").close();
            visitor.connect(endpoint, "POST /events HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")
                    .close();
            Awaitility.await().until(() -> endpoint.active() == 0);
            assertThat(visitor.get(endpoint, "/").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class A_page_that_fails {
        private HttpEndpoint failing(Page page) throws IOException {
            return visitor.start(PLAIN, Map.of("/fails", page, "/works", request -> Response.text(200, "")));
        }

        @Test
        void is_a_500_and_one_line_in_the_log() throws Exception {
            HttpEndpoint endpoint = failing(request -> {
                throw new IllegalStateException("first line\nsecond line");
            });
            HttpResponse<byte[]> response = visitor.get(endpoint, "/fails?lead=17");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(text(response))
                    .isEqualTo("The page failed: java.lang.IllegalStateException. The log of the process says more.\n");
            assertThat(visitor.log)
                    .containsExactly("the page /fails failed: java.lang.IllegalStateException: first line second line");
        }

        @Test
        void stops_nothing() throws Exception {
            HttpEndpoint endpoint = failing(request -> {
                throw new StackOverflowError();
            });
            // More often than there are places, so that each failure has to give its own back.
            for (int i = 0; i < 6; i++) {
                assertThat(visitor.get(endpoint, "/fails").statusCode()).isEqualTo(500);
            }
            assertThat(visitor.get(endpoint, "/works").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class The_port {
        @Test
        void is_any_free_one_if_it_is_zero() throws Exception {
            assertThat(start().address().getPort())
                    .isPositive()
                    .isNotEqualTo(start().address().getPort());
        }

        @Test
        void is_named_if_it_is_taken() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
                int port = taken.getLocalPort();
                assertThatThrownBy(() -> visitor.start(Visitor.port(port), Map.of()))
                        .isInstanceOf(BindException.class)
                        .hasMessageStartingWith("cannot listen on port " + port + " of " + Visitor.HOST + ": Address");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 65_536})
        void has_to_be_one(int port) {
            assertThatThrownBy(() -> Visitor.port(port)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void can_be_another_one_of_the_same_settings() {
            assertThat(Visitor.port(1).withPort(2)).isEqualTo(Visitor.port(2));
        }
    }

    @Nested
    class The_host {
        @Test
        void is_named_if_there_is_no_such() {
            HttpSettings settings =
                    new HttpSettings("no such host", 0, 1, Visitor.NEVER, Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> visitor.start(settings, Map.of()))
                    .hasMessage("cannot listen on 'no such host': this machine knows no such host");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.0.0.0", "localhost", "127.0.0.1"})
        void can_be_reached_under_its_address(String host) throws Exception {
            HttpEndpoint endpoint = visitor.start(
                    new HttpSettings(host, 0, 1, Visitor.NEVER, Optional.empty(), Optional.empty()),
                    Map.of("/", request -> Response.text(200, "")));
            assertThat(endpoint.uri()).hasScheme("http").hasPath("/");
            assertThat(visitor.get(endpoint, "/").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class After_the_end {
        @Test
        void the_port_is_free() throws Exception {
            HttpEndpoint endpoint = start();
            int port = endpoint.address().getPort();
            endpoint.close();
            // The JDK gives the port back once the thread that waits for connections has noticed.
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> new Socket(LOOPBACK, port).close())
                            .isInstanceOf(ConnectException.class));
        }

        @Test
        void no_thread_is_left_not_even_one_that_reads() throws Exception {
            HttpEndpoint endpoint = start();
            assertThat(visitor.get(endpoint, "/").statusCode()).isEqualTo(200);
            Socket half = visitor.connect(endpoint, "GET / HT");
            Awaitility.await().until(() -> endpoint.active() == 1);
            assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
            endpoint.close();
            Visitor.assertClosed(half);
            Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
        }

        private static List<Thread> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("phase3-http"))
                    .toList();
        }
    }
}

package io.phase3.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-out only ends a test that would hang otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientsTest {
    private static final String HALF_A_HEAD = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Half: ";
    private static final String HALF_A_BODY = "POST /events HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf";
    private static final String HALF_A_CHUNK = "POST /events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf";
    /** Its answer is larger than all buffers on the way, and is not read. */
    private static final String DEAF = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final String SILENT = "";

    private final Visitor visitor = new Visitor();

    @AfterEach
    void close() throws IOException {
        visitor.close();
    }

    private HttpEndpoint start(int threads, Duration limit) throws IOException {
        return visitor.start(
                Visitor.of(threads, limit),
                Map.of(
                        "/metrics", request -> Response.text(200, "metrics"),
                        "/large", request -> new Response(200, "text/plain", new byte[1 << 25], Map.of())),
                Map.of("/events", request -> Response.text(200, "posted")));
    }

    @Nested
    class Each {
        @ParameterizedTest
        @ValueSource(strings = {HALF_A_HEAD, HALF_A_BODY, HALF_A_CHUNK, DEAF, SILENT})
        void is_cut_at_the_limit_and_gives_its_thread_back(String sent) throws Exception {
            HttpEndpoint endpoint = start(1, Duration.ofMillis(500));
            visitor.connect(endpoint, sent);
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> endpoint.active() == 1);
            Awaitility.await().until(() -> endpoint.active() == 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {HALF_A_HEAD, HALF_A_BODY, HALF_A_CHUNK, DEAF, SILENT})
        void keeps_nobody_waiting_even_if_there_are_more_than_threads(String sent) throws Exception {
            HttpEndpoint endpoint = start(2, Visitor.NEVER);
            for (int i = 0; i < 5; i++) {
                visitor.connect(endpoint, sent);
            }
            Awaitility.await().until(() -> endpoint.active() == 5);
            assertThat(visitor.get(endpoint, "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class As_many_as_there_may_be {
        private List<Socket> fill(HttpEndpoint endpoint) throws IOException {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < Connections.MOST; i++) {
                sockets.add(visitor.connect(endpoint, HALF_A_HEAD));
            }
            return sockets;
        }

        @Test
        void cost_the_next_one_its_connection() throws Exception {
            HttpEndpoint endpoint = start(2, Visitor.NEVER);
            fill(endpoint);
            Awaitility.await().until(() -> endpoint.active() == Connections.MOST);
            Visitor.assertClosed(visitor.connect(endpoint, SILENT));
            Awaitility.await().until(() -> endpoint.active() == Connections.MOST);
        }

        @Test
        void are_gone_after_the_limit() throws Exception {
            HttpEndpoint endpoint = start(2, Duration.ofSeconds(2));
            for (Socket socket : fill(endpoint)) {
                Visitor.assertClosed(socket);
            }
            Awaitility.await().until(() -> endpoint.active() == 0);
            assertThat(visitor.get(endpoint, "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Slow_pages {
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicInteger working = new AtomicInteger();

        private final Page slow = request -> {
            working.incrementAndGet();
            Awaitility.await().forever().until(() -> end.getCount() == 0);
            return Response.text(200, "at last");
        };

        @AfterEach
        void end() {
            end.countDown();
        }

        @Test
        void are_worked_on_by_so_many_threads_and_no_more() throws Exception {
            HttpEndpoint endpoint = visitor.start(Visitor.of(2, Visitor.NEVER), Map.of("/slow", slow));
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> status(endpoint), task -> new Thread(task).start()));
            }
            Awaitility.await().until(() -> endpoint.active() == 5 && working.get() > 0);
            Awaitility.await().until(() -> working.get() == 2);
            end.countDown();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        }

        @Test
        void have_others_told_that_they_waited_in_vain() throws Exception {
            HttpEndpoint endpoint = visitor.start(Visitor.of(1, Duration.ofSeconds(4)), Map.of("/slow", slow));
            visitor.connect(endpoint, "GET /slow HTTP/1.1\r\n\r\n");
            Awaitility.await().until(() -> working.get() == 1);
            HttpResponse<byte[]> response = visitor.get(endpoint, "/slow");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(Visitor.text(response)).isEqualTo("Busy: other requests are being answered.\n");
        }

        private int status(HttpEndpoint endpoint) {
            try {
                return visitor.get(endpoint, "/slow").statusCode();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

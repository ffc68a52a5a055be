package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The endpoint as Prometheus, people, and people with bad manners use it. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#two")
class EndpointIT {
    private static final String RULE =
            "leads { kind = websocket, methods = [\"com.acme.leads.LeadSocket.onMessage(..)\"], type = \"arg0.type\" }";

    private static ForkedJvm jvm;
    private static URI metrics;

    @Parameter
    private Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) {
        jvm = ForkedJvm.on(jdk).rules(RULE).scenario("OfficeDay").ready();
        metrics = jvm.metrics();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        jvm.close();
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(metrics.resolve(path));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String contentType(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Nested
    class Metrics {
        @Test
        void are_plain_text_by_default() throws IOException, InterruptedException {
            HttpResponse<byte[]> response = send(get("/metrics"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(contentType(response)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text(response)).contains("phase3_agent_info{").doesNotContain("# EOF");
        }

        @Test
        void have_no_series_that_say_when_they_were_created() {
            assertThat(Scrape.of(metrics).text().lines())
                    .noneMatch(line -> line.startsWith("phase3_") && line.contains("_created"));
        }

        @Test
        void are_open_metrics_for_who_asks_for_it() throws IOException, InterruptedException {
            HttpResponse<byte[]> response = send(
                    get("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
            assertThat(contentType(response)).startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(text(response)).endsWith("# EOF\n");
        }

        @Test
        void are_zipped_for_who_asks_for_it() throws IOException, InterruptedException {
            HttpResponse<byte[]> response = send(get("/metrics").header("Accept-Encoding", "gzip"));
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("phase3_agent_info{");
            }
        }

        @Test
        void are_filtered_by_name() throws IOException, InterruptedException {
            String name = "phase3_websocket_latency_seconds_count";
            HttpResponse<byte[]> response =
                    send(get("/metrics?name%5B%5D=" + name + "&name[]=phase3_agent_info".replace("[]", "%5B%5D")));
            assertThat(text(response).lines().filter(line -> !line.startsWith("#")))
                    .hasSize(9)
                    .allMatch(line -> line.startsWith(name) || line.startsWith("phase3_agent_info"));
        }

        @Test
        void of_the_JVM_are_served_too() {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Scrape.of(metrics)
                            .samples("jvm_threads_current")
                            .findAny()
                            .isPresent());
        }
    }

    @Nested
    class Prometheus {
        @Test
        void has_nothing_to_say_about_our_families() throws IOException, InterruptedException {
            Optional<Path> promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(folder -> Path.of(folder, "promtool"))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (!Jdk.isCi() && promtool.isEmpty()) {
                System.out.println("SKIPPED: promtool is not on the PATH");
                assumeThat(promtool).isPresent();
            }
            Process check = new ProcessBuilder(promtool.orElseThrow().toString(), "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            check.getOutputStream().write(Scrape.of(metrics).text().getBytes(StandardCharsets.UTF_8));
            check.getOutputStream().close();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).doesNotContain("error while linting");
            assertThat(said.lines().filter(line -> line.startsWith("phase3_"))).isEmpty();
        }
    }

    @Nested
    class Otherwise {
        @Test
        void there_is_a_page_for_people() throws IOException, InterruptedException {
            assertThat(text(send(get("/")))).contains("Phase 3 agent", " on Java " + jdk.major(), "leads");
        }

        @Test
        void there_is_nothing_else() throws IOException, InterruptedException {
            assertThat(send(get("/metrics/more")).statusCode()).isEqualTo(404);
            assertThat(send(get("/nothing")).statusCode()).isEqualTo(404);
        }

        @Test
        void nothing_can_be_sent() throws IOException, InterruptedException {
            assertThat(send(get("/metrics").POST(HttpRequest.BodyPublishers.ofString("x")))
                            .statusCode())
                    .isEqualTo(405);
        }

        @Test
        void a_head_has_no_body() throws IOException, InterruptedException {
            HttpResponse<byte[]> response = send(get("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }

        @Test
        void what_is_no_request_is_told_so() throws IOException {
            assertThat(exchange("one two three four\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(exchange("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(20_000)))
                    .startsWith("HTTP/1.1 400 ");
        }

        private String exchange(String sent) throws IOException {
            try (Socket socket = new Socket(metrics.getHost(), metrics.getPort())) {
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        }

        @Test
        void requests_sent_by_half_block_nobody_for_long() throws IOException {
            List<Socket> halves = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    Socket half = new Socket(metrics.getHost(), metrics.getPort());
                    halves.add(half);
                    half.getOutputStream().write("GET /metrics HTTP/1.1\r\nHos".getBytes(StandardCharsets.US_ASCII));
                }
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .until(() -> Scrape.of(metrics).sum("phase3_agent_info") == 1);
            } finally {
                for (Socket half : halves) {
                    half.close();
                }
            }
        }
    }
}

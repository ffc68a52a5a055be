package io.phase3.monitor.http;

import static io.phase3.monitor.http.Visitor.header;
import static io.phase3.monitor.http.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsPageTest {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Visitor visitor = new Visitor();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        Counter.build("calls_total", "Calls.").register(registry).inc(3);
        Gauge.build("depth", "Depth with an ümlaut.").register(registry).set(7);
        endpoint = visitor.start(Visitor.PLAIN, Map.of("/metrics", new MetricsPage(registry)));
    }

    @AfterEach
    void close() throws IOException {
        visitor.close();
    }

    @Test
    void is_in_the_text_format() throws Exception {
        HttpResponse<byte[]> response = visitor.get(endpoint, "/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(header(response, "Content-Encoding")).isNull();
        assertThat(text(response))
                .contains("\ncalls_total 3.0\n", "\ndepth 7.0\n", "# HELP depth Depth with an ümlaut.\n");
    }

    @Test
    void is_in_OpenMetrics_if_asked() throws Exception {
        HttpResponse<byte[]> response = visitor.get(
                endpoint, "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(header(response, "Content-Type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(text(response)).contains("\ncalls_total 3.0\n").endsWith("# EOF\n");
    }

    @Test
    void is_zipped_if_asked() throws Exception {
        HttpResponse<byte[]> response = visitor.get(endpoint, "/metrics", "Accept-Encoding", "deflate, gzip");
        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("\ncalls_total 3.0\n");
        }
    }

    @Test
    void has_only_the_names_that_were_asked_for() throws Exception {
        assertThat(text(visitor.get(endpoint, "/metrics?name%5B%5D=depth")))
                .contains("depth 7.0")
                .doesNotContain("calls");
        assertThat(text(visitor.get(endpoint, "/metrics?name%5B%5D=depth&name%5B%5D=calls_total")))
                .contains("depth 7.0", "calls_total 3.0");
        assertThat(text(visitor.get(endpoint, "/metrics?name%5B%5D=unknown"))).isEmpty();
    }

    @Test
    void has_everything_if_the_query_asks_for_something_else() throws Exception {
        assertThat(text(visitor.get(endpoint, "/metrics?format=x&y"))).contains("depth 7.0", "calls_total 3.0");
    }

    @Test
    void refuses_a_query_that_is_not_well_encoded() throws Exception {
        assertThat(visitor.raw(endpoint, "GET /metrics?name[]=%zz HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .endsWith("The query is not well encoded.\n");
        assertThat(visitor.log).isEmpty();
    }

    @Test
    void finds_no_fault_with_promtool() throws Exception {
        Histogram.build("calls_seconds", "Their duration.").register(registry).observe(0.1);
        Path promtool = promtool();
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream page = process.getOutputStream()) {
            page.write(visitor.get(endpoint, "/metrics").body());
        }
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private static Path promtool() {
        String path = System.getenv().getOrDefault("PATH", "");
        Path found = Arrays.stream(path.split(Pattern.quote(System.getProperty("path.separator")), -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (System.getenv("CI") == null) {
            Assumptions.assumeTrue(found != null, "promtool is not on the path");
        }
        assertThat(found).as("promtool on the path").isNotNull();
        return found;
    }
}

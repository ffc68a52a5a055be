package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Prometheus learns where an agent listens. */
class DiscoveryIT {
    private static ForkedJvm announcing(Path file) {
        return ForkedJvm.on(Jdk.own())
                .rules("good { kind = websocket, methods = [\"com.acme.leads.LeadSocket.onMessage(..)\"] }")
                .flags("-Dphase3.exporter.discovery-file=" + file)
                .scenario("OfficeDay");
    }

    @Test
    void the_discovery_file_names_the_agents_address_until_the_JVM_ends(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path file = directory.resolve("agent.json");
        try (ForkedJvm jvm = announcing(file)) {
            int port = jvm.ready().metrics().getPort();
            jvm.await("the discovery file", () -> Files.exists(file));
            assertThat(file)
                    .hasContent(
                            "[{\"targets\": [\"127.0.0.1:" + port + "\"], \"labels\": {\"job\": \"phase3-agent\"}}]");
            jvm.end();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void a_directory_that_is_not_there_is_one_line_and_the_rest_goes_on(@TempDir Path directory)
            throws InterruptedException {
        Path file = directory.resolve("missing").resolve("agent.json");
        try (ForkedJvm jvm = announcing(file)) {
            assertThat(jvm.ready().agentLine("discovery file"))
                    .startsWith("Prometheus is not told where to scrape: cannot write the discovery file: ")
                    .contains(file.getParent().toString());
            assertThat(jvm.scrape().sum("phase3_websocket_latency_seconds_count"))
                    .isEqualTo(7);
            assertThat(jvm.complaints()).hasSize(1);
        }
    }
}

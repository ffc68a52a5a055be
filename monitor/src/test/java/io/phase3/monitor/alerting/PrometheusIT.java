package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration in a real Prometheus: whom it asks, by which labels, and what it tells Alertmanager. */
class PrometheusIT {
    @TempDir
    private Path folder;

    private Outside outside;
    private Server alertmanager;
    private Server prometheus;

    @BeforeEach
    void start() throws IOException {
        outside = new Outside(folder);
        alertmanager = Server.alertmanager(folder);
        Files.createDirectories(folder.resolve("targets"));
        for (String file : List.of("phase3_watchdog.yml", "targets/agents.yml", "targets/services.yml")) {
            Files.copy(MonitoringFolder.PATH.resolve(file), folder.resolve(file));
        }
        // As an agent with exporter.discovery-file leaves it.
        Files.writeString(folder.resolve("targets/agents-leads.json"), """
                [{"targets": ["[::1]:8019"], "labels": {"job": "phase3-agent"}}]
                """);
        String configuration = Files.readString(MonitoringFolder.PATH.resolve("prometheus.yml"));
        assertThat(configuration).contains("evaluation_interval: 15s", "127.0.0.1:9093");
        Files.writeString(
                folder.resolve("prometheus.yml"),
                configuration
                        .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                        .replace("127.0.0.1:9093", alertmanager.uri().getAuthority()));
        prometheus = Server.prometheus(folder);
    }

    @AfterEach
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (outside != null) {
            outside.close();
        }
    }

    @Test
    void everyTargetHasAHostAndKeepsItsInstance() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(targets())
                        .extracting(
                                target -> target.at("/labels/job").asText(),
                                target -> target.at("/labels/instance").asText(),
                                target -> target.at("/labels/host").asText(),
                                target -> target.at("/labels/service").asText())
                        .contains(
                                tuple("phase3-agent", "127.0.0.1:8009", "127.0.0.1", ""),
                                tuple("phase3-agent", "[::1]:8019", "::1", ""),
                                tuple("phase3-exporter", "127.0.0.1:8010", "127.0.0.1", ""),
                                tuple("redis", "127.0.0.1:9121", "127.0.0.1", ""),
                                tuple("postgres", "127.0.0.1:9187", "127.0.0.1", ""),
                                tuple("prometheus", "127.0.0.1:9090", "127.0.0.1", ""),
                                tuple("alertmanager", alertmanager.uri().getAuthority(), "127.0.0.1", ""),
                                tuple("blackbox", "https://api.example.com/health", "api.example.com", "railway"),
                                tuple(
                                        "blackbox",
                                        "https://dashboard.example.com/",
                                        "dashboard.example.com",
                                        "vercel")));
    }

    @Test
    void whatIsProbedIsAskedThroughTheProber() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(targets())
                                .extracting(target -> target.path("scrapeUrl").asText())
                                .contains(
                                        "http://127.0.0.1:9115/probe?module=http_2xx&target=https%3A%2F%2Fapi.example.com%2Fhealth"));
    }

    @Test
    void alertsHaveLinksAndNotTheLabelsThatTheseAreMadeOf() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(outside.deadMansSwitch.accepted()).isNotEmpty());
        JsonNode alert = outside.deadMansSwitch.accepted().get(0).at("/alerts/0");

        assertThat(alert.path("labels").properties())
                .extracting(label -> label.getKey())
                .containsExactlyInAnyOrder("alertname", "severity", "category");
        assertThat(alert.at("/annotations/runbook_url").asText())
                .isEqualTo("https://runbooks.example.com/runbooks.md#watchdog");
        assertThat(alert.at("/annotations/dashboard_url").asText())
                .isEqualTo("http://localhost:3000/d/phase3-production-monitoring");
    }

    private List<JsonNode> targets() throws IOException, InterruptedException {
        return MonitoringFolder.elements(prometheus.json("/api/v1/targets").at("/data/activeTargets"))
                .toList();
    }
}

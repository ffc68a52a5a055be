package io.phase3.monitor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.LoadedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** config/kubernetes says what config/monitoring and the images say. */
class KubernetesTest {
    private static final Path FOLDER = Yaml.CONFIG.resolve("kubernetes");
    private static final Path MONITORING = Yaml.CONFIG.resolve("monitoring");

    /** How long all annotations of an object may be; kubectl apply writes the whole object into one. */
    private static final int LONGEST_ANNOTATION = 262_144;

    @TempDir
    private static Path generated;

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        FOLDER.resolve("generate").toAbsolutePath().toString(), generated.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static List<JsonNode> manifests() throws IOException {
        List<JsonNode> manifests = new ArrayList<>();
        for (Path folder : List.of(FOLDER, FOLDER.resolve("example"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    manifests.addAll(Yaml.documents(file));
                }
            }
        }
        return manifests;
    }

    private static JsonNode manifest(String kind, String name) throws IOException {
        return manifests().stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase3_alerts", "phase3_recording", "phase3_watchdog"})
    void theRulesAreThoseOfPrometheus(String name) throws IOException {
        JsonNode rules = Yaml.documents(generated.resolve(name.replace('_', '-') + ".yaml"))
                .get(0);

        assertThat(rules.path("kind").asText()).isEqualTo("PrometheusRule");
        assertThat(rules.at("/metadata/name").asText()).isEqualTo(name.replace('_', '-'));
        assertThat(rules.path("spec"))
                .isEqualTo(Yaml.documents(MONITORING.resolve(name + ".yml")).get(0));
        assertThat(rules.toString().length()).isLessThan(LONGEST_ANNOTATION);
    }

    @Test
    void theDashboardIsGrafanas() throws IOException {
        String name = "phase3_production_monitoring.json";

        assertThat(generated.resolve(name))
                .hasSameBinaryContentAs(MONITORING.resolve("grafana/dashboards").resolve(name));
        JsonNode generator = Yaml.stream(Yaml.documents(FOLDER.resolve("kustomization.yaml"))
                        .get(0)
                        .path("configMapGenerator"))
                .filter(each -> each.path("name").asText().equals("phase3-dashboard"))
                .findFirst()
                .orElseThrow();
        assertThat(generator.at("/options/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(Files.size(generated.resolve(name))).isLessThan(LONGEST_ANNOTATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "example"})
    void aKustomizationHasEveryFileThatThereIs(String folder) throws IOException {
        Path root = FOLDER.resolve(folder);
        JsonNode kustomization =
                Yaml.documents(root.resolve("kustomization.yaml")).get(0);
        List<String> named = new ArrayList<>();
        kustomization.path("resources").forEach(each -> named.add(each.asText()));
        kustomization
                .path("configMapGenerator")
                .forEach(each -> each.path("files").forEach(file -> named.add(file.asText())));

        List<String> there = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml") || file.endsWith(".conf"))
                    .filter(file -> !file.equals("kustomization.yaml") && !file.contains(".example."))
                    .forEach(there::add);
        }
        if (folder.equals(".")) {
            try (Stream<Path> files = Files.list(generated)) {
                files.forEach(file -> there.add("generated/" + file.getFileName()));
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void jobsAndHostsAreThoseThatAlertsKnow() throws IOException {
        JsonNode prometheus = Yaml.resolved(Files.readString(MONITORING.resolve("prometheus.yml")));
        JsonNode host = prometheus.at("/scrape_configs/0/relabel_configs/0");
        for (Map.Entry<String, String> job : Map.of(
                        "phase3-agents", "phase3-agent", "phase3-exporter", "phase3-exporter")
                .entrySet()) {
            JsonNode endpoint = manifest("PodMonitor", job.getKey()).at("/spec/podMetricsEndpoints/0");

            assertThat(endpoint.path("interval")).isEqualTo(prometheus.at("/global/scrape_interval"));
            assertThat(endpoint.at("/relabelings/0/targetLabel").asText()).isEqualTo("job");
            assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo(job.getValue());
            assertThat(prometheus.at("/scrape_configs").findValuesAsText("job_name"))
                    .contains(job.getValue());
            JsonNode relabeling = endpoint.at("/relabelings/1");
            assertThat(relabeling.path("sourceLabels")).isEqualTo(host.path("source_labels"));
            assertThat(relabeling.path("regex")).isEqualTo(host.path("regex"));
            assertThat(relabeling.path("targetLabel")).isEqualTo(host.path("target_label"));
            assertThat(relabeling.path("replacement")).isEqualTo(host.path("replacement"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase3-agents=leads", "phase3-exporter=phase3-exporter"})
    void aMonitorFindsItsPods(String pair) throws IOException {
        JsonNode monitor = manifest("PodMonitor", pair.split("=", -1)[0]);
        JsonNode template = manifest("Deployment", pair.split("=", -1)[1]).at("/spec/template");

        monitor.at("/spec/selector/matchLabels")
                .properties()
                .forEach(label -> assertThat(template.at("/metadata/labels").get(label.getKey()))
                        .isEqualTo(label.getValue()));
        assertThat(template.at("/spec/containers/0/ports").findValuesAsText("name"))
                .contains(monitor.at("/spec/podMetricsEndpoints/0/port").asText());
    }

    @Test
    void everyPodKeepsToTheRestrictedStandard() throws IOException {
        List<JsonNode> pods = new ArrayList<>();
        for (JsonNode manifest : manifests()) {
            Stream.of("/spec/template/spec", "/spec/jobTemplate/spec/template/spec")
                    .map(manifest::at)
                    .filter(pod -> pod.has("containers"))
                    .forEach(pods::add);
        }
        assertThat(pods).hasSize(3);
        for (JsonNode pod : pods) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("volumes").findParents("hostPath")).isEmpty();
            Stream.concat(Yaml.stream(pod.path("containers")), Yaml.stream(pod.path("initContainers")))
                    .forEach(container -> {
                        JsonNode context = container.path("securityContext");
                        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                                .isFalse();
                        assertThat(context.path("readOnlyRootFilesystem").asBoolean())
                                .isTrue();
                        assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                        assertThat(container.at("/resources/limits/memory").asText())
                                .isNotEmpty();
                        assertThat(container.path("image").asText()).matches("[a-z0-9-]+:[0-9.]+");
                    });
        }
    }

    @Test
    void theExampleOfASecretHasNone() throws IOException {
        JsonNode secret = manifest("Secret", "phase3-exporter");

        assertThat(secret.path("stringData")).allMatch(value -> value.asText().isEmpty());
        assertThat(secret.has("data")).isFalse();
        assertThat(secret.path("stringData").size()).isPositive();
    }

    @Test
    void theExportersConfigurationLoadsAndReadsTheSecret() throws IOException {
        Path configuration = FOLDER.resolve("exporter.conf").toAbsolutePath();
        LoadedConfig loaded = ConfigReader.read(
                Optional.of(configuration.toString()),
                FOLDER,
                Map.of("PHASE3_DATABASE_PASSWORD", "x", "PHASE3_REDIS_PASSWORD", "x"));

        assertThat(loaded.mistakes()).isEmpty();
        manifest("Secret", "phase3-exporter")
                .path("stringData")
                .fieldNames()
                .forEachRemaining(key -> assertThat(configuration).content().contains("/etc/phase3/secrets/" + key));
    }

    @Test
    void theExampleOfTheAgentsConfigurationLoads() {
        String file = FOLDER.resolve("example/phase3.conf").toAbsolutePath().toString();

        assertThat(new ConfigLoader(file, Map.of(), Map.of(), FOLDER).load().problems())
                .isEmpty();
    }
}

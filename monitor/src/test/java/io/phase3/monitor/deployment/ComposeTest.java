package io.phase3.monitor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.LoadedConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** config/compose.yaml runs config/monitoring as it stands, and lets nobody else in. */
class ComposeTest {
    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private static JsonNode project;

    @TempDir
    private Path directory;

    @BeforeAll
    static void read() throws IOException {
        project = Yaml.resolved(Files.readString(Yaml.CONFIG.resolve("compose.yaml")));
    }

    static List<String> services() throws IOException {
        read();
        List<String> names = new ArrayList<>();
        project.path("services").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode service(String name) {
        return project.at("/services/" + name);
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsPinnedHardenedAndWatched(String name) {
        JsonNode service = service(name);

        assertThat(service.path("image").asText()).matches("([a-z0-9]+/)?[a-z0-9_-]+:v?[0-9]+\\.[0-9.]+(-[a-z]+)?");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(service.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
        assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
        assertThat(service.at("/healthcheck/test").size()).isGreaterThan(1);
        assertThat(service.path("privileged").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void onlyThisMachineReachesItsPorts(String name) {
        assertThat(service(name).path("ports")).allMatch(port -> port.asText().startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void whoSharesTheNetworkHasNoneOfItsOwn(String name) {
        JsonNode service = service(name);
        if (service.path("network_mode").asText().equals("service:pod")) {
            for (String own : List.of("ports", "networks", "extra_hosts", "hostname", "dns")) {
                assertThat(service.has(own)).as(own).isFalse();
            }
            assertThat(service.path("depends_on").toString()).containsAnyOf("pod", "redis", "postgres", "prometheus");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsMountedIsThere(String name) throws IOException {
        for (JsonNode volume : service(name).path("volumes")) {
            String source = volume.asText().split(":", -1)[0];
            if (!source.startsWith(".")) {
                assertThat(project.path("volumes").has(source)).as(source).isTrue();
            } else if (!source.startsWith("./secrets/")) {
                assertThat(Yaml.CONFIG.resolve(source)).exists();
                assertThat(volume.asText()).endsWith(":ro");
            }
        }
    }

    /** What prometheus.yml and alertmanager.yml look for at 127.0.0.1 is there, as all of them share one network. */
    @Test
    void everyAddressOfTheConfigurationIsAServiceOfThePod() throws IOException {
        List<String> served = new ArrayList<>();
        for (String name : services()) {
            if (service(name).path("network_mode").asText().equals("service:pod")) {
                served.addAll(loopbackPorts(service(name).path("healthcheck").toString()));
            }
        }
        List<String> wanted = new ArrayList<>();
        for (String file : List.of("prometheus.yml", "alertmanager.yml")) {
            String text = Files.readString(Yaml.CONFIG.resolve("monitoring").resolve(file));
            wanted.addAll(loopbackPorts(Yaml.resolved(text).toString()));
        }

        assertThat(wanted).hasSizeGreaterThan(5).allMatch(served::contains);
    }

    private static List<String> loopbackPorts(String text) {
        return LOOPBACK.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void everySecretOfItIsMade() throws IOException, InterruptedException {
        Path secrets = directory.resolve("secrets");
        makeSecrets(secrets);
        Map<String, String> first = new java.util.TreeMap<>();
        for (JsonNode secret : project.path("secrets")) {
            Path file = secrets.resolve(Path.of(secret.path("file").asText()).getFileName());
            assertThat(file).content().matches("[0-9a-f]{48}");
            first.put(file.toString(), Files.readString(file));
        }
        assertThat(first.values()).doesNotHaveDuplicates().hasSize(4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        assertThat(secrets.resolve("alertmanager/webhook-token"))
                .hasSameBinaryContentAs(secrets.resolve("webhook-token"));

        makeSecrets(secrets);

        for (Map.Entry<String, String> each : first.entrySet()) {
            assertThat(Path.of(each.getKey())).hasContent(each.getValue());
        }
    }

    private static void makeSecrets(Path into) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Yaml.CONFIG
                                .resolve("docker/make-secrets")
                                .toAbsolutePath()
                                .toString(),
                        into.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void theExportersConfigurationLoadsAndReadsTheSecrets() {
        Path configuration = Yaml.CONFIG.resolve("docker/exporter.conf").toAbsolutePath();
        LoadedConfig loaded = ConfigReader.read(
                Optional.of(configuration.toString()),
                Yaml.CONFIG,
                Map.of(
                        "PHASE3_DATABASE_PASSWORD", "x",
                        "PHASE3_REDIS_PASSWORD", "x",
                        "PHASE3_WEBHOOK_TOKEN", "x"));

        assertThat(loaded.mistakes()).isEmpty();
        assertThat(service("exporter").path("secrets"))
                .isNotEmpty()
                .allSatisfy(secret ->
                        assertThat(configuration).content().contains("\"/run/secrets/" + secret.asText() + "\""));
    }

    @Test
    void whatIsProbedHasTheLabelsThatAlertsKnow() throws IOException {
        assertThat(Yaml.documents(Yaml.CONFIG.resolve("docker/targets/services.yml"))
                        .get(0)
                        .findValuesAsText("service"))
                .isEqualTo(Yaml.documents(Yaml.CONFIG.resolve("monitoring/targets/services.yml"))
                        .get(0)
                        .findValuesAsText("service"));
    }

    @Test
    void theTagsOfOurImagesAreTheSameEverywhere() throws IOException {
        List<String> tags = new ArrayList<>();
        Pattern image = Pattern.compile("phase3-(?:monitor|agent):([0-9.]+)");
        for (String file : List.of(
                "compose.yaml",
                "docker/exporter.Dockerfile",
                "docker/agent.Dockerfile",
                "kubernetes/exporter.yaml",
                "kubernetes/impact.yaml",
                "kubernetes/example/application.yaml")) {
            List<String> found = image.matcher(Files.readString(Yaml.CONFIG.resolve(file)))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            assertThat(found).as(file).isNotEmpty();
            tags.addAll(found);
        }
        assertThat(tags).containsOnly("1.0.0");
    }
}

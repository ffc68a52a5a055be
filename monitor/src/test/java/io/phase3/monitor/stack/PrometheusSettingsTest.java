package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusSettingsTest {
    private static final Path SHIPPED = Path.of("../config/monitoring/prometheus.yml");

    private static final Map<Part, Integer> REQUIRED =
            Map.of(Part.EXPORTER, 1001, Part.ALERTMANAGER, 9090, Part.PROMETHEUS, 9093);

    @TempDir
    private Path folder;

    private static JsonNode settings(Path file, Map<Part, String> absent) throws IOException {
        Setup setup = new Setup(Way.NATIVE, "/opt/phase3", "exporter.conf", REQUIRED, absent);
        return new YAMLMapper().readTree(new PrometheusSettings(setup).of(file));
    }

    private static Map<Part, String> allAbsent() {
        return Map.of(Part.BLACKBOX, "", Part.REDIS_EXPORTER, "", Part.POSTGRES_EXPORTER, "", Part.GRAFANA, "");
    }

    @Test
    void aJobWithoutItsPartIsLeftOut() throws IOException {
        assertThat(settings(SHIPPED, allAbsent()).path("scrape_configs").findValuesAsText("job_name"))
                .containsExactly("phase3-agent", "phase3-exporter", "prometheus", "alertmanager");
    }

    @Test
    void aPortIsTakenFromItsPartEvenIfItIsTheUsualOneOfAnother() throws IOException {
        JsonNode settings = settings(SHIPPED, allAbsent());

        assertThat(settings.at("/alerting/alertmanagers/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("127.0.0.1:9090");
        assertThat(settings.path("scrape_configs").findValues("static_configs").toString())
                .isEqualTo("[[{\"targets\":[\"127.0.0.1:1001\"]}], [{\"targets\":[\"127.0.0.1:9093\"]}], "
                        + "[{\"targets\":[\"127.0.0.1:9090\"]}]]");
    }

    @Test
    void anAnchorIsWhatItStandsFor() throws IOException {
        assertThat(settings(SHIPPED, allAbsent())
                        .at("/scrape_configs/1/relabel_configs/0/target_label")
                        .asText())
                .isEqualTo("host");
    }

    @Test
    void targetsAreReadWherePeopleChangeThem() throws IOException {
        assertThat(settings(SHIPPED, allAbsent())
                        .at("/scrape_configs/0/file_sd_configs/0/files")
                        .toString())
                .contains("\"../config/monitoring/targets/agents*.yml\"", "\"/var/lib/phase3/agents/*.json\"");
    }

    @Test
    void runbooksAreThoseOfThisDiskUntilTheyAreSomewhereElse() throws IOException {
        assertThat(settings(SHIPPED, allAbsent())
                        .at("/global/external_labels/runbooks")
                        .asText())
                .isEqualTo("file:///opt/phase3/docs/runbooks.md");
    }

    @Test
    void aJobOfSomethingElsewhereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: redis
                    static_configs: [{ targets: ["redis.example.com:9121"] }]
                """);

        assertThat(settings(file, allAbsent()).path("scrape_configs")).hasSize(1);
    }

    @Test
    void whatIsNoYamlIsRefusedByItsName() throws IOException {
        for (String text : List.of("a: [", "- a", "")) {
            Path file = Files.writeString(folder.resolve("prometheus.yml"), text);

            assertThatThrownBy(() -> settings(file, Map.of()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith(file + " is no");
        }
    }
}

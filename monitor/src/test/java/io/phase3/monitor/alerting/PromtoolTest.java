package io.phase3.monitor.alerting;

import static io.phase3.monitor.alerting.Program.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Prometheus itself says of its configuration, the rules and their tests. */
class PromtoolTest {
    private static final List<JsonNode> TESTS = MonitoringFolder.tests().stream()
            .flatMap(file ->
                    MonitoringFolder.elements(MonitoringFolder.yaml(file).path("tests")))
            .toList();

    @Test
    void theConfigurationIsRight() throws Exception {
        assertThat(run("check", "config", "prometheus.yml"))
                .contains("SUCCESS: " + MonitoringFolder.rules().size() + " rule files found");
    }

    @Test
    void theRulesAreRight() throws Exception {
        String[] arguments = Stream.concat(
                        Stream.of("check", "rules", "--lint=all", "--lint-fatal"),
                        MonitoringFolder.rules().stream().map(Path::toString))
                .toArray(String[]::new);

        run(arguments);
    }

    private static String run(String... arguments) throws Exception {
        return PROMTOOL.run(MonitoringFolder.PATH, arguments).successfully().output();
    }

    @Nested
    class TheTests {
        static List<Path> files() {
            return MonitoringFolder.tests();
        }

        @ParameterizedTest
        @MethodSource("files")
        void pass(Path file, @TempDir Path folder) throws Exception {
            Path copy = NeededRules.copyFor(file, folder);

            run("test", "rules", copy.toString());
        }

        static List<Alert> alerts() {
            return MonitoringFolder.alerts();
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void sayWhenAnAlertFiresWithAllThatItSays(Alert alert) {
            assertThat(expectations(alert, " fires"))
                    .as("what '" + alert + " fires' expects")
                    .anySatisfy(expected -> {
                        assertThat(expected).isNotEmpty();
                        assertThat(expected).allSatisfy(fired -> {
                            assertThat(fired.path("exp_labels").size()).isGreaterThan(2);
                            assertThat(fired.path("exp_annotations").size()).isEqualTo(5);
                        });
                    });
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void sayThatAnAlertIsQuietAtTheBoundary(Alert alert) {
            assertThat(expectations(alert, " is quiet at the boundary"))
                    .as("what '" + alert + " is quiet at the boundary' expects")
                    .anySatisfy(expected -> assertThat(expected).isEmpty());
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void sayThatAnAlertIsQuietOnTooLittleTraffic(Alert alert) {
            assertThat(expectations(alert, " is quiet on too little traffic"))
                    .as("what '" + alert + " is quiet on too little traffic' expects")
                    .anySatisfy(expected -> assertThat(expected).isEmpty());
        }

        /** The alerts that the tests of this name expect of this alert, one list for each time of asking. */
        private static List<List<JsonNode>> expectations(Alert alert, String name) {
            return TESTS.stream()
                    .filter(test -> test.path("name").asText().equals(alert.name() + name))
                    .flatMap(test -> MonitoringFolder.elements(test.path("alert_rule_test")))
                    .filter(asked -> asked.path("alertname").asText().equals(alert.name()))
                    .map(asked ->
                            MonitoringFolder.elements(asked.path("exp_alerts")).toList())
                    .toList();
        }
    }
}

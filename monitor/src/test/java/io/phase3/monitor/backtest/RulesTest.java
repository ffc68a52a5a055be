package io.phase3.monitor.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    @Nested
    class Levels {
        @Test
        void whatIsReadIsRecordedBefore() {
            assertThat(levels(
                            rule("a:c", "avg_over_time(a:b[1h]) / a:a"),
                            rule("a:a", "rate(x[5m])"),
                            rule("a:b", "a:a * 2")))
                    .containsExactly(List.of("a:a"), List.of("a:b"), List.of("a:c"));
        }

        @Test
        void aNameInQuotesOrInsideALongerOneIsNotRead() {
            assertThat(levels(rule("a:a", "x{name=\"a:b\"} + a:b:c"), rule("a:b", "x")))
                    .containsExactly(List.of("a:a", "a:b"));
        }

        @Test
        void aCircleIsNamed() {
            assertThatThrownBy(() -> levels(rule("a:a", "a:b"), rule("a:b", "a:a")))
                    .hasMessage("recording rules read each other in a circle: a:a, a:b");
        }

        private static RecordingRule rule(String name, String expression) {
            return new RecordingRule(name, expression, Map.of());
        }

        private static List<List<String>> levels(RecordingRule... rules) {
            return new Rules(List.of(), List.of(rules))
                    .levels().stream()
                            .map(level ->
                                    level.stream().map(RecordingRule::name).toList())
                            .toList();
        }
    }

    @Nested
    class InFiles {
        @TempDir
        private Path folder;

        @Test
        void anAlertIsReadWithItsTimesAndLabels() throws IOException {
            write("""
                    groups:
                      - name: g
                        rules:
                          - record: a:b
                            expr: rate(x[5m])
                          - alert: Slow
                            expr: a:b > 1
                            for: 10m
                            keep_firing_for: 1h30m
                            labels: {severity: critical, category: realtime}
                          - alert: Watchdog
                            expr: vector(1)
                            labels: {severity: none}
                    """);
            assertThat(RuleFiles.read(folder))
                    .isEqualTo(new Rules(
                            List.of(new AlertRule(
                                    "Slow",
                                    "a:b > 1",
                                    Duration.ofMinutes(10),
                                    Duration.ofMinutes(90),
                                    Map.of("severity", "critical", "category", "realtime"))),
                            List.of(new RecordingRule("a:b", "rate(x[5m])", Map.of()))));
        }

        @Test
        void aFolderWithoutRulesSaysWhatToDo() {
            assertThatThrownBy(() -> RuleFiles.read(folder))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("name the folder with --rules");
        }

        @Test
        void aFileThatIsNotYamlIsNamedWithTheLine() throws IOException {
            write("groups:\n  - name: [\n");
            assertThatThrownBy(() -> RuleFiles.read(folder))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("phase3_some.yml: ")
                    .hasMessageContaining("not YAML");
        }

        @Test
        void aDurationThatIsNoneIsNamedWithItsAlert() throws IOException {
            write("groups: [{name: g, rules: [{alert: Slow, expr: x, for: soon}]}]\n");
            assertThatThrownBy(() -> RuleFiles.read(folder)).hasMessageContaining("Slow: 'soon' is no duration");
        }

        private void write(String text) throws IOException {
            Files.writeString(folder.resolve("phase3_some.yml"), text);
        }
    }

    @Nested
    class Durations {
        @ParameterizedTest
        @CsvSource({"90s, PT90S", "5m, PT5M", "1h30m, PT90M", "2d, PT48H", "1w, PT168H", "250ms, PT0.25S", "0, PT0S"})
        void areReadAsPrometheusWritesThem(String text, Duration duration) {
            assertThat(RuleDuration.parse(text)).isEqualTo(duration);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "5", "m5", "30m1h", "-5m"})
        void andNothingElse(String text) {
            assertThatThrownBy(() -> RuleDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package io.phase3.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenedRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(x_total[5m])                | rate(x_total[10s])
            x - x offset 30d                 | x - x offset 64s
            x offset 1w - x offset 2w        | x offset 30s - x offset 60s
            x offset -1h                     | x offset -20s
            max_over_time(x[1d:5m])          | max_over_time(x[28s:1s])
            max_over_time(x[1h:])            | max_over_time(x[20s:])
            sum_over_time(x[1h30m])          | sum_over_time(x[21s])
            """)
    void shortensRangesStepsAndOffsets(String expression, String shortened) {
        assertThat(ShortenedRules.expression(expression)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            feature:x:rate5m * 300 >= 100
            x{path="[5m]",note='offset 1h'}
            time() - x > 3600
            x{a=~"it\\"s [5m]"}
            x # not [5m] of it
            """)
    void leavesNumbersNamesTextsAndCommentsAlone(String expression) {
        assertThat(ShortenedRules.expression(expression)).isEqualTo(expression);
    }

    @Test
    void whatWasLongerStaysLonger() {
        List<Duration> durations = List.of(
                Duration.ofSeconds(30),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                Duration.ofMinutes(45),
                Duration.ofHours(3),
                Duration.ofHours(12),
                Duration.ofDays(5),
                Duration.ofDays(10),
                Duration.ofDays(20));

        assertThat(durations).extracting(ShortenedRules::seconds).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aFileKeepsEverythingButItsTimes() throws Exception {
        String shortened = ShortenedRules.of("""
                groups:
                  - name: some
                    interval: 30s
                    rules:
                      - alert: Slow
                        expr: |
                          rate(x_total[5m])
                            > 1
                        for: 10m
                        keep_firing_for: 5m
                        labels: { severity: warning }
                        annotations: { summary: 'none for [5m]: {{ $value }}' }
                """);

        JsonNode group = new YAMLMapper().readTree(shortened).at("/groups/0");
        JsonNode rule = group.at("/rules/0");
        assertThat(group.path("interval").asText()).isEqualTo("1s");
        assertThat(rule.path("expr").asText()).isEqualTo("rate(x_total[10s])\n  > 1\n");
        assertThat(rule.path("for").asText()).isEqualTo("1s");
        assertThat(rule.path("keep_firing_for").asText()).isEqualTo("1s");
        assertThat(rule.at("/labels/severity").asText()).isEqualTo("warning");
        assertThat(rule.at("/annotations/summary").asText()).isEqualTo("none for [5m]: {{ $value }}");
    }
}

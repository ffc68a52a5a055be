package io.phase3.monitor.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {

    @Nested
    class Samples {

        @Test
        void haveNameLabelsAndValue() {
            assertThat(only("calls_total{feature=\"ai_coaching\",outcome=\"success\"} 12"))
                    .isEqualTo(new Sample("calls_total", Map.of("feature", "ai_coaching", "outcome", "success"), 12));
        }

        @ParameterizedTest
        @ValueSource(strings = {"up 1", "up{} 1", "up\t1", "  up   1  ", "up 1 1395066363000"})
        void mayHaveBlanksATimestampAndNoLabels(String line) {
            assertThat(only(line)).isEqualTo(new Sample("up", Map.of(), 1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"up{a=\"1\",} 1", "up { a = \"1\" , } 1", "up{ a=\"1\" } 1"})
        void mayHaveATrailingCommaAndBlanksInLabels(String line) {
            assertThat(only(line)).isEqualTo(new Sample("up", Map.of("a", "1"), 1));
        }

        @ParameterizedTest
        @CsvSource({"+Inf, Infinity", "-Inf, -Infinity", "NaN, NaN", "1.5e-3, 0.0015", "-2, -2"})
        void mayHaveEveryKindOfValue(String text, Double value) {
            assertThat(only("x " + text).value()).isEqualTo(value);
        }

        @Test
        void mayHaveEscapesBracesAndBlanksInLabelValues() {
            assertThat(only("x{path=\"C:\\\\new\\n\\\"a} b, c=\\\"\"} 1").label("path"))
                    .isEqualTo("C:\\new\n\"a} b, c=\"");
        }

        @Test
        void haveAnEmptyValueForALabelTheyDoNotHave() {
            assertThat(only("x 1").label("feature")).isEmpty();
        }
    }

    @Test
    void passesOverCommentsAndBlankLines() {
        assertThat(TextFormat.parse("# HELP up Is it\n\n# TYPE up gauge\r\nup 1\n")
                        .samples())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "up", "up one", "up{a} 1", "up{a=1} 1", "up{a=\"1} 1", "up{a=\"\\t\"} 1", "up{a=\"1\""
            })
    void refusesWhatIsNoSampleWithItsLine(String line) {
        assertThatThrownBy(() -> TextFormat.parse("ok 1\n" + line))
                .isInstanceOf(TextFormatException.class)
                .hasMessageStartingWith("line 2: ");
    }

    private static Sample only(String line) {
        return TextFormat.parse(line).samples().get(0);
    }
}

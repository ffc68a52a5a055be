package io.phase3.monitor.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Nested
    class Verdict {
        @Test
        void silenceIsGood() {
            assertThat(report(true).isGood()).isTrue();
        }

        @Test
        void oneCriticalIsTooMuchWhereNothingWasWrong() {
            assertThat(report(true, critical(0, HOUR)).isGood()).isFalse();
        }

        @Test
        void twoPagesAWeekAreBearableInRealLife() {
            assertThat(report(false, critical(0, HOUR), critical(DAY, DAY + HOUR))
                            .isGood())
                    .isTrue();
        }

        @Test
        void threeAreNot() {
            assertThat(report(false, critical(0, HOUR), critical(DAY, DAY + HOUR), critical(2 * DAY, 2 * DAY + 1))
                            .isGood())
                    .isFalse();
        }

        @Test
        void warningsPageNobody() {
            Report report = report(true, warning(0, HOUR));
            assertThat(report.isGood()).isTrue();
            assertThat(report.messagesPerWeek()).isEqualTo(1);
        }
    }

    @Nested
    class Table {
        @Test
        void showsHowOftenHowLongAndOnWhichDays() {
            assertThat(lines(report(false, critical(0, 10), critical(DAY, DAY + 13 * HOUR))))
                    .containsSubsequence(
                            "realtime                                         times  longest   total  a week",
                            "Critical                              critical       2   13h00m  13h10m     2.0",
                            "    -#.....",
                            "1 others did not fire");
        }

        @Test
        void endsWithTheVerdict() {
            assertThat(lines(report(true, critical(0, 10))))
                    .endsWith(
                            "1.0 pages and 0.0 messages a week; at most 2.0 pages are bearable.",
                            "Nothing was wrong, and yet there were critical alerts: Critical.",
                            "Too loud.");
        }

        @Test
        void fitsIntoEightyColumns() {
            assertThat(lines(report(false, critical(0, 10))))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        }

        private static List<String> lines(Report report) {
            PrintWriter nowhere = new PrintWriter(new StringWriter());
            return ReportTable.lines(report, Terminal.plain(nowhere, nowhere));
        }
    }

    @Test
    void jsonHasEveryAlert() {
        assertThat(ReportJson.of(report(false, critical(0, 10))))
                .contains("\"pagesPerWeek\":1.0", "\"good\":true")
                .contains(
                        "\"alert\":\"Critical\",\"category\":\"realtime\",\"severity\":\"critical\",\"times\":1,\"longestSeconds\":600")
                .contains("\"alert\":\"Warning\",\"category\":\"realtime\",\"severity\":\"warning\",\"times\":0");
    }

    private static Firing critical(int from, int until) {
        return new Firing(rule("critical", "Critical"), Map.of("symptom", "a"), from, until);
    }

    private static Firing warning(int from, int until) {
        return new Firing(rule("warning", "Warning"), Map.of("symptom", "b"), from, until);
    }

    private static AlertRule rule(String severity, String name) {
        return new AlertRule(
                name, "x", Duration.ZERO, Duration.ZERO, Map.of("severity", severity, "category", "realtime"));
    }

    private static Report report(boolean healthy, Firing... firings) {
        Span week = new Span(START, START.plus(Duration.ofDays(7)), Duration.ofMinutes(1));
        Rules rules = new Rules(List.of(rule("critical", "Critical"), rule("warning", "Warning")), List.of());
        return new Report(
                "A history.",
                healthy,
                2,
                week,
                rules,
                List.of(firings),
                Notifications.of(List.of(firings), week.step()));
    }
}

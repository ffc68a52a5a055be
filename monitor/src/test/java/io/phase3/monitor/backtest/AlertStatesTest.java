package io.phase3.monitor.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A pattern shows a minute as {@code x} where the expression has a value, and as {@code .} where it has none. */
class AlertStatesTest {

    @Nested
    class WithoutFor {
        @Test
        void itFiresAsLongAsTheExpressionHolds() {
            assertThat(firings(0, 0, "..xxx..x.")).containsExactly("2-5", "7-8");
        }

        @Test
        void whatStillFiresAtTheEndEndsThere() {
            assertThat(firings(0, 5, "...xxx")).containsExactly("3-6");
        }
    }

    @Nested
    class WithFor {
        @Test
        void itFiresOnceTheTimeHasPassed() {
            assertThat(firings(3, 0, ".xxxxx.")).containsExactly("4-6");
        }

        @Test
        void aGapBeforeThatBeginsAnew() {
            assertThat(firings(3, 0, "xxx.xxx.xxxx.")).containsExactly("11-12");
        }

        @Test
        void itHasToHoldAtTheMomentItselfToo() {
            assertThat(firings(3, 0, "xxx.")).isEmpty();
            assertThat(firings(3, 0, "xxxx")).containsExactly("3-4");
        }
    }

    @Nested
    class WithKeepFiringFor {
        @Test
        void itGoesOnForThatLong() {
            assertThat(firings(0, 2, ".xx.....")).containsExactly("1-5");
        }

        @Test
        void aReturnWithinThatTimeIsTheSameFiring() {
            assertThat(firings(0, 2, "x..x....")).containsExactly("0-6");
        }

        @Test
        void aLaterReturnIsAnotherFiring() {
            assertThat(firings(0, 2, "x...x...")).containsExactly("0-3", "4-7");
        }

        @Test
        void aPendingAlertIsNotKept() {
            assertThat(firings(2, 5, "xx.xx.xx.")).isEmpty();
        }

        @Test
        void aReturnNeedNotWaitAgain() {
            assertThat(firings(2, 2, "xxx..x....")).containsExactly("2-8");
        }
    }

    @Test
    void aFiringHasTheLabelsOfTheSeriesAndOverThemThoseOfTheRule() {
        AlertRule rule = new AlertRule("A", "x", Duration.ZERO, Duration.ZERO, Map.of("severity", "critical"));
        Track track = track("x", Map.of("__name__", "up", "severity", "none", "host", "a"));
        List<Firing> firings = new AlertStates(rule, span(1)).firings(List.of(track));
        assertThat(firings)
                .singleElement()
                .extracting(Firing::labels)
                .isEqualTo(Map.of("severity", "critical", "host", "a"));
    }

    @Test
    void seriesGoThroughTheirStatesApart() {
        AlertRule rule = new AlertRule("A", "x", Duration.ofMinutes(1), Duration.ZERO, Map.of());
        List<Firing> firings = new AlertStates(rule, span(3))
                .firings(List.of(track("x.x", Map.of("host", "a")), track(".xx", Map.of("host", "b"))));
        assertThat(firings).extracting(firing -> firing.label("host")).containsExactly("b");
    }

    private static List<String> firings(int hold, int keepFiring, String pattern) {
        AlertRule rule = new AlertRule("A", "x", Duration.ofMinutes(hold), Duration.ofMinutes(keepFiring), Map.of());
        return new AlertStates(rule, span(pattern.length()))
                .firings(List.of(track(pattern, Map.of()))).stream()
                        .map(firing -> firing.from() + "-" + firing.until())
                        .toList();
    }

    private static Track track(String pattern, Map<String, String> labels) {
        Track track = new Track(labels, pattern.length());
        for (int step = 0; step < pattern.length(); step++) {
            if (pattern.charAt(step) == 'x') {
                track.set(step, 1);
            }
        }
        return track;
    }

    private static Span span(int minutes) {
        return new Span(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofMinutes(minutes)), Duration.ofMinutes(1));
    }
}

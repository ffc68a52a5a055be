package io.phase3.monitor.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NotificationsTest {
    private static final Map<String, String> SLOW =
            Map.of("category", "realtime", "symptom", "latency", "feature", "realtime_intelligence");

    @Nested
    class Groups {
        @Test
        void criticalsOfOneSymptomAreOnePage() {
            assertThat(told(firing("Critical", "critical", SLOW, 0, 20), firing("FastBurn", "critical", SLOW, 10, 40)))
                    .containsExactly("page [Critical, FastBurn] 0-40");
        }

        @Test
        void anotherFeatureIsAnotherPage() {
            assertThat(told(
                            firing("A", "critical", Map.of("symptom", "latency", "feature", "a"), 0, 9),
                            firing("A", "critical", Map.of("symptom", "latency", "feature", "b"), 0, 9)))
                    .hasSize(2);
        }

        @Test
        void whatComesBackWithinTheGroupIntervalHasNotBeenAway() {
            assertThat(told(firing("A", "critical", SLOW, 0, 10), firing("A", "critical", SLOW, 15, 20)))
                    .containsExactly("page [A] 0-20");
        }

        @Test
        void whatComesBackLaterPagesAgain() {
            assertThat(told(firing("A", "critical", SLOW, 0, 10), firing("A", "critical", SLOW, 16, 20)))
                    .containsExactly("page [A] 0-10", "page [A] 16-20");
        }
    }

    @Nested
    class Inhibition {
        @Test
        void aWarningIsSilentBesideItsCritical() {
            assertThat(told(firing("High", "warning", SLOW, 5, 15), firing("Critical", "critical", SLOW, 0, 20)))
                    .containsExactly("page [Critical] 0-20");
        }

        @Test
        void aWarningThatCameBeforeIsTold() {
            assertThat(told(firing("High", "warning", SLOW, 0, 15), firing("Critical", "critical", SLOW, 10, 20)))
                    .containsExactly("message [High] 0-10", "page [Critical] 10-20");
        }

        @Test
        void aCriticalOfAnotherSymptomSilencesNothing() {
            assertThat(told(
                            firing("High", "warning", SLOW, 0, 9),
                            firing("Down", "critical", Map.of("symptom", "errors"), 0, 9)))
                    .hasSize(2);
        }

        @Test
        void withoutASymptomNothingIsSilenced() {
            assertThat(told(firing("High", "warning", Map.of(), 0, 9), firing("Down", "critical", Map.of(), 0, 9)))
                    .hasSize(2);
        }

        @Test
        void whatIsOnAHostIsSilentWhileItsApplicationIsDown() {
            assertThat(told(
                            firing("Phase3AppTargetDown", "critical", Map.of("host", "a", "symptom", "down"), 0, 9),
                            firing("Gap", "critical", Map.of("host", "a", "symptom", "gap"), 0, 9),
                            firing("Gap", "critical", Map.of("host", "b", "symptom", "gap"), 0, 9)))
                    .containsExactly("page [Phase3AppTargetDown] 0-9", "page [Gap] 0-9");
        }
    }

    private static Firing firing(String name, String severity, Map<String, String> labels, int from, int until) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("severity", severity);
        AlertRule rule = new AlertRule(name, "x", Duration.ZERO, Duration.ZERO, Map.of("severity", severity));
        return new Firing(rule, all, from, until);
    }

    private static List<String> told(Firing... firings) {
        return Notifications.of(List.of(firings), Duration.ofMinutes(1)).stream()
                .map(told ->
                        (told.page() ? "page " : "message ") + told.alerts() + " " + told.from() + "-" + told.until())
                .toList();
    }
}

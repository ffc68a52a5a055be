package io.phase3.monitor.demo;

import static io.phase3.monitor.demo.MeasuredKind.Standing.ABOVE_TARGET;
import static io.phase3.monitor.demo.MeasuredKind.Standing.CRITICAL;
import static io.phase3.monitor.demo.MeasuredKind.Standing.WITHIN_TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.phase3.monitor.prometheus.Scrape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Summary summary = Summary.of(CannedScrape.scrape(), Duration.ofSeconds(10));

    @Nested
    class OfAKind {

        private final KindSummary websocket = summary.kinds().get(0);

        @Test
        void countsAllTypesAndOutcomes() {
            assertThat(websocket.calls()).isEqualTo(100);
            assertThat(websocket.callsPerSecond()).isCloseTo(10, within(1e-9));
        }

        @Test
        void takesQuantilesOverAllTypesAndOutcomes() {
            assertThat(websocket.p50Seconds()).isCloseTo(0.025, within(1e-9));
            assertThat(websocket.p95Seconds()).isCloseTo(0.0625, within(1e-9));
        }

        @Test
        void succeedsOnlyWithTheOutcomeSuccess() {
            assertThat(websocket.successRatio()).isCloseTo(0.8, within(1e-9));
        }

        @Test
        void standsAgainstItsTarget() {
            assertThat(summary.kinds())
                    .extracting(KindSummary::standing)
                    .containsExactly(ABOVE_TARGET, CRITICAL, WITHIN_TARGET, WITHIN_TARGET, WITHIN_TARGET);
        }
    }

    @Nested
    class OfMoney {

        @Test
        void hasRevenueByFeatureToTheCent() {
            assertThat(summary.counted().revenue())
                    .containsExactly(
                            entry("ai_coaching", new BigDecimal("0.00")),
                            entry("realtime_intelligence", new BigDecimal("1000.50")),
                            entry("unattributed", new BigDecimal("200.25")));
        }

        @Test
        void takesRefundsOff() {
            assertThat(summary.counted().net())
                    .containsEntry("realtime_intelligence", new BigDecimal("800.40"))
                    .containsEntry("unattributed", new BigDecimal("200.25"));
        }

        @Test
        void addsApiCostUpWithoutTheErrorsOfBinaryNumbers() {
            assertThat(summary.apiCost().get("property_intelligence"))
                    .containsExactly(entry("claude", new BigDecimal("0.10")), entry("maps", new BigDecimal("0.20")));
            assertThat(summary.apiCostByFeature())
                    .containsExactly(entry("property_intelligence", new BigDecimal("0.30")));
        }

        @Test
        void countsConversionsFromTheirOwnCounter() {
            assertThat(summary.counted().conversions()).isEqualTo(2);
        }

        @Test
        void keepsOnlyTheReasonsThatSomethingWasRejectedFor() {
            assertThat(summary.rejected()).containsExactly(entry("duplicate", 2L));
        }

        @Test
        void isNotExactBeforeTheJournalIsRead() {
            assertThat(summary.isExact()).isFalse();
        }
    }

    @Test
    void namesRulesWithoutMethods() {
        assertThat(summary.rulesWithoutMethods()).containsExactly("renamed-method");
    }

    @Test
    void keepsOnlyStagesWithErrors() {
        assertThat(summary.agentErrors()).containsExactly(entry("expression", 3L));
    }

    @Test
    void isCompleteWithAllFiveKinds() {
        assertThat(summary.isComplete()).isTrue();
    }

    @Test
    void namesTheKindThatIsMissing() {
        Summary incomplete = Summary.of(CannedScrape.without(MeasuredKind.CHURN), Duration.ofSeconds(10));

        assertThat(incomplete.missing()).containsExactly(MeasuredKind.CHURN);
        assertThat(incomplete.isComplete()).isFalse();
    }

    @Test
    void ofAnEmptyScrapeHasNothingAndNoRate() {
        Summary empty = Summary.of(new Scrape(List.of()), Duration.ZERO);

        assertThat(empty.missing()).containsExactly(MeasuredKind.values());
        assertThat(empty.callsPerSecond()).isZero();
        assertThat(empty.counted()).isEqualTo(Earnings.NONE);
    }
}

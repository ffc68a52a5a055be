package io.phase3.monitor.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.agents.CounterKey;
import io.phase3.monitor.agents.Life;
import io.phase3.monitor.agents.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant START = NOON.minusSeconds(3_600);
    private static final Instant LATER = NOON.plusSeconds(300);

    @Nested
    class TheBooks {
        @Test
        void areEqualIfBothGotTheSame() {
            Moment earlier = moment(NOON, 1_000, 1_000, life("a", START, "70.00", "5.00"));
            Moment now = moment(LATER, 1_525, 1_525, life("a", START, "75.25", "5.00"));

            assertThat(difference(earlier, now)).contains(0L);
        }

        @Test
        void areEqualIfASaleWasMadeBetweenTheTwoLooksIntoTheLedger() {
            Moment earlier = moment(NOON, 1_000, 1_000, life("a", START, "70.00", "0"));

            assertThat(difference(earlier, moment(LATER, 1_000, 1_525, life("a", START, "75.25", "0"))))
                    .contains(0L);
            assertThat(difference(earlier, moment(LATER, 1_000, 1_525, life("a", START, "70.00", "0"))))
                    .contains(0L);
        }

        @Test
        void differByWhatNeverReachedTheLedger() {
            Moment earlier = moment(NOON, 1_000, 1_000, life("a", START, "70.00", "0"));
            Moment now = moment(LATER, 1_000, 1_000, life("a", START, "70.01", "0"));

            assertThat(difference(earlier, now)).contains(1L);
        }

        @Test
        void differByWhatTwoJvmsCountedBoth() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"), life("b", START, "0", "0"));
            Moment now = moment(LATER, 9_000, 9_000, life("a", START, "90", "0"), life("b", START, "90", "0"));

            assertThat(difference(earlier, now)).contains(9_000L);
        }

        @Test
        void differByWhatNobodyCounted() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"));
            Moment now = moment(LATER, 250, 250, life("a", START, "0", "0"));

            assertThat(difference(earlier, now)).contains(250L);
        }

        @Test
        void differInCreditsAndReversalsApart() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"));
            Moment now = moment(LATER, 0, 0, life("a", START, "10", "10"));

            assertThat(difference(earlier, now)).contains(2_000L);
        }
    }

    @Nested
    class AJvm {
        @Test
        void thatStartedSinceHasCountedAllThatItSays() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"));
            Moment now = moment(LATER, 500, 500, life("a", START, "0", "0"), life("b", NOON.plusSeconds(1), "5", "0"));

            assertThat(difference(earlier, now)).contains(0L);
        }

        @Test
        void thatEndedMakesItUnknownWhatWasCounted() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"), life("b", START, "0", "0"));

            assertThat(difference(earlier, moment(LATER, 0, 0, life("a", START, "0", "0"))))
                    .isEmpty();
        }

        @Test
        void thatWasRestartedMakesItUnknown() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"));

            assertThat(difference(earlier, moment(LATER, 0, 0, life("a", LATER, "0", "0"))))
                    .isEmpty();
            assertThat(difference(
                            moment(NOON, 0, 0, life("a", null, "7", "0")),
                            moment(LATER, 0, 0, life("a", null, "6", "0"))))
                    .isEmpty();
        }

        @Test
        void thatWasThereAlreadyButNotSeenMakesItUnknown() {
            Moment earlier = moment(NOON, 0, 0, life("a", START, "0", "0"));

            assertThat(difference(earlier, moment(LATER, 0, 0, life("a", START, "0", "0"), life("b", START, "9", "0"))))
                    .isEmpty();
        }
    }

    private static Optional<Long> difference(Moment earlier, Moment now) {
        return now.countedSince(earlier).map(counted -> now.difference(earlier, counted));
    }

    private static Moment moment(Instant at, long ledgerBefore, long ledgerAfter, Life... lives) {
        return Moment.of(
                at, new Totals(ledgerBefore, 0), new Reading(List.of(lives), List.of()), new Totals(ledgerAfter, 0));
    }

    private static Life life(String instance, Instant start, String revenue, String refunded) {
        return new Life(
                instance,
                Optional.ofNullable(start),
                new TreeMap<>(Map.of(
                        new CounterKey(CounterKey.REVENUE, "ai_coaching", ""), new BigDecimal(revenue),
                        new CounterKey(CounterKey.REFUNDED, "ai_coaching", ""), new BigDecimal(refunded))));
    }
}

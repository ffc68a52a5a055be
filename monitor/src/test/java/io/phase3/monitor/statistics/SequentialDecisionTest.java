package io.phase3.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SequentialTest} answers at one look. */
class SequentialDecisionTest {

    private static final double EFFECT = 0.1;

    private final SequentialTest test = new SequentialTest(0.05, EFFECT);

    @Nested
    class ThePValue {

        /** The definition of the mixture (Robbins 1970), integrated step by step instead of by its closed form. */
        @ParameterizedTest
        @CsvSource({"500, 10000, 560, 10000", "500, 10000, 700, 10000", "3000, 10000, 290, 1000", "90, 100, 70, 100"})
        void isTheInverseOfTheLikelihoodRatioAveragedOverTheEffects(
                long controlSuccesses, long controlTrials, long treatmentSuccesses, long treatmentTrials) {
            Proportion control = new Proportion(controlSuccesses, controlTrials);
            Proportion treatment = new Proportion(treatmentSuccesses, treatmentTrials);
            RatioFit equal = RatioFit.of(control, treatment, 1);
            double information = 1 / equal.logVariance();
            double score = Math.sqrt(equal.squaredScore() * information);
            double tau = Math.log(1 + EFFECT);
            double average = 0;
            double step = tau / 1000;
            for (double effect = -12 * tau; effect <= 12 * tau; effect += step) {
                double likelihoodRatio = Math.exp(score * effect - information * effect * effect / 2);
                double density = Math.exp(-effect * effect / (2 * tau * tau)) / (tau * Math.sqrt(2 * Math.PI));
                average += likelihoodRatio * density * step;
            }

            assertThat(test.pValue(control, treatment)).isCloseTo(Math.min(1, 1 / average), within(1e-9));
        }

        @Test
        void isOneWhereBothRatesAreTheSame() {
            assertThat(test.pValue(new Proportion(500, 10_000), new Proportion(50, 1_000)))
                    .isEqualTo(1);
        }

        /** An observed log ratio would be infinite, with an infinite variance, and could say nothing for ever. */
        @Test
        void findsATreatmentThatBrokeAltogetherOnceTheControlHasFiftyFourSuccesses() {
            assertThat(test.pValue(new Proportion(53, 1_060), new Proportion(0, 1_060)))
                    .isGreaterThan(0.05);
            assertThat(test.pValue(new Proportion(54, 1_080), new Proportion(0, 1_080)))
                    .isLessThan(0.05);
        }
    }

    @Nested
    class TheInterval {

        @Test
        void holdsTheObservedLift() {
            Interval lift = test.lift(new Proportion(5_000, 100_000), new Proportion(5_700, 100_000));

            assertThat(lift.lower()).isBetween(0.0, 0.14);
            assertThat(lift.upper()).isBetween(0.14, 0.3);
        }

        @Test
        void goesDownToNothingLeftWithoutASuccessOfTheTreatment() {
            Interval lift = test.lift(new Proportion(500, 10_000), new Proportion(0, 10_000));

            assertThat(lift.lower()).isEqualTo(-1);
            assertThat(lift.upper()).isBetween(-1.0, -0.9);
        }

        @Test
        void isOpenAboveWithoutASuccessOfTheControl() {
            Interval lift = test.lift(new Proportion(0, 10_000), new Proportion(500, 10_000));

            assertThat(lift.lower()).isGreaterThan(9);
            assertThat(lift.upper()).isInfinite();
        }

        @Test
        void isNarrowForBillionsOfTrials() {
            Interval lift =
                    test.lift(new Proportion(100_000_000, 1_000_000_000), new Proportion(101_000_000, 1_000_000_000));

            assertThat(lift.lower()).isBetween(0.009, 0.01);
            assertThat(lift.upper()).isBetween(0.01, 0.011);
        }
    }

    @Nested
    class TooLittleData {

        /** Each has an arm with fewer than ten expected successes or failures. */
        @ParameterizedTest
        @CsvSource({
            "0, 0, 0, 0",
            "0, 0, 50, 100",
            "50, 100, 0, 0",
            "0, 1000000, 0, 1000000",
            "1000000, 1000000, 1000000, 1000000",
            "0, 100, 19, 100",
            "81, 100, 100, 100",
            "500, 1000, 0, 10"
        })
        void saysNothing(long controlSuccesses, long controlTrials, long treatmentSuccesses, long treatmentTrials) {
            Proportion control = new Proportion(controlSuccesses, controlTrials);
            Proportion treatment = new Proportion(treatmentSuccesses, treatmentTrials);

            assertThat(test.pValue(control, treatment)).isEqualTo(1);
            assertThat(test.lift(control, treatment)).isEqualTo(RelativeLift.UNKNOWN);
        }

        @Test
        void isEnoughFromTheTenthExpectedSuccessOn() {
            assertThat(new SequentialTest(0.05, 1).pValue(new Proportion(0, 100), new Proportion(20, 100)))
                    .isLessThan(0.05);
        }
    }

    @Nested
    class TheMinimumEffect {

        /** At the size of the sample that one look needs to find it with 80 % power. */
        @Test
        void isTheChoiceWithANarrowerIntervalThanHalfOfItAndTwiceOfIt() {
            long trials = SampleSize.perVariant(0.05, EFFECT, 0.05, 0.8);
            Proportion control = new Proportion(Math.round(0.05 * trials), trials);

            assertThat(width(EFFECT, control))
                    .isLessThan(width(EFFECT / 2, control))
                    .isLessThan(width(EFFECT * 2, control));
        }

        private static double width(double minimumEffect, Proportion both) {
            Interval lift = new SequentialTest(0.05, minimumEffect).lift(both, both);
            return lift.upper() - lift.lower();
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
        void isOverZeroAndFinite(double minimumEffect) {
            assertThatThrownBy(() -> new SequentialTest(0.05, minimumEffect))
                    .hasMessageContaining(minimumEffect + " is no minimum effect")
                    .hasMessageContaining("over 0, as 0.05 is");
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 1, -0.05, 5, Double.NaN})
        void comesWithALevelBetweenZeroAndOne(double alpha) {
            assertThatThrownBy(() -> new SequentialTest(alpha, EFFECT))
                    .hasMessage(alpha + " is no level: it lies between 0 and 1, as 0.05 does");
        }
    }
}

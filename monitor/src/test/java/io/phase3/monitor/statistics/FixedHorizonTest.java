package io.phase3.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one look answers at the edges: no data, nothing, everything, and what is refused. */
class FixedHorizonTest {

    private static final Proportion NO_TRIALS = new Proportion(0, 0);

    private static final Proportion NOTHING = new Proportion(0, 100);

    private static final Proportion HALF = new Proportion(50, 100);

    private static final Proportion EVERYTHING = new Proportion(100, 100);

    @Nested
    class AProportion {

        @ParameterizedTest
        @CsvSource({"-1, 10", "11, 10", "0, -1"})
        void hasAtMostAsManySuccessesAsTrials(long successes, long trials) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Proportion(successes, trials))
                    .withMessageStartingWith(successes + " successes out of " + trials + " trials");
        }

        @Test
        void hasNoRateWithoutTrials() {
            assertThat(NO_TRIALS.rate()).isNaN();
        }
    }

    @Nested
    class AnInterval {

        @ParameterizedTest
        @CsvSource({"1, 0", "NaN, 0", "0, NaN"})
        void runsFromItsLowerToItsUpperBound(double lower, double upper) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Interval(lower, upper))
                    .withMessage("an interval from " + lower + " to " + upper + " holds nothing");
        }
    }

    @Nested
    class TheTestOfTwoProportions {

        @Test
        void isUndefinedWithoutTrials() {
            assertThat(TwoProportionTest.pValue(NO_TRIALS, HALF)).isNaN();
            assertThat(TwoProportionTest.pValue(HALF, NO_TRIALS)).isNaN();
            assertThat(TwoProportionTest.pValue(NO_TRIALS, NO_TRIALS)).isNaN();
        }

        @Test
        void isUndefinedWhereNothingVaries() {
            assertThat(TwoProportionTest.pValue(NOTHING, NOTHING)).isNaN();
            assertThat(TwoProportionTest.pValue(EVERYTHING, EVERYTHING)).isNaN();
        }

        @Test
        void isDefinedWhereAllOfOneArmSucceededAndNoneOfTheOther() {
            assertThat(TwoProportionTest.pValue(NOTHING, EVERYTHING)).isLessThan(1e-40);
        }

        @Test
        void isOneForTheSameRates() {
            assertThat(TwoProportionTest.pValue(HALF, HALF)).isEqualTo(1);
        }
    }

    @Nested
    class TheLift {

        @Test
        void isUndefinedWithoutASuccessOfTheControlOrWithoutTrials() {
            assertThat(RelativeLift.of(NOTHING, HALF)).isNaN();
            assertThat(RelativeLift.of(NO_TRIALS, HALF)).isNaN();
            assertThat(RelativeLift.of(HALF, NO_TRIALS)).isNaN();
        }

        @Test
        void isMinusOneWhereNothingIsLeft() {
            assertThat(RelativeLift.of(HALF, NOTHING)).isEqualTo(-1);
        }

        @Test
        void canBeAnythingWhereTheLogarithmSaysNothing() {
            assertThat(RelativeLift.confidence(NOTHING, HALF, 0.05)).isEqualTo(RelativeLift.UNKNOWN);
            assertThat(RelativeLift.confidence(HALF, NOTHING, 0.05)).isEqualTo(RelativeLift.UNKNOWN);
            assertThat(RelativeLift.confidence(HALF, NO_TRIALS, 0.05)).isEqualTo(RelativeLift.UNKNOWN);
        }

        @Test
        void isDividedByALevelBetweenZeroAndOneOnly() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RelativeLift.confidence(HALF, HALF, 0))
                    .withMessage("0.0 is no level: it lies between 0 and 1, as 0.05 does");
        }
    }

    @Nested
    class TheSampleRatio {

        private static final double[] HALVES = {50, 50};

        @Test
        void isUndefinedBelowFiveExpectedUsersOfAVariant() {
            assertThat(SampleRatio.mismatchPValue(new long[] {9, 0}, HALVES)).isNaN();
            assertThat(SampleRatio.mismatchPValue(new long[] {10, 0}, HALVES)).isLessThan(0.01);
            assertThat(SampleRatio.mismatchPValue(new long[] {499, 0}, new double[] {99, 1}))
                    .isNaN();
        }

        @Test
        void isOneForExactlyTheWeights() {
            assertThat(SampleRatio.mismatchPValue(new long[] {900, 100}, new double[] {0.9, 0.1}))
                    .isEqualTo(1);
        }

        @Test
        void isRefusedForOneVariant() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleRatio.mismatchPValue(new long[] {100}, new double[] {1}))
                    .withMessage("1 counts and 1 weights: there are as many of both, and at least two");
        }

        @Test
        void isRefusedForAWeightTooMany() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleRatio.mismatchPValue(new long[] {100, 100}, new double[] {1, 1, 1}))
                    .withMessageStartingWith("2 counts and 3 weights");
        }

        @Test
        void isRefusedForCountsBelowZero() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleRatio.mismatchPValue(new long[] {100, -1}, HALVES))
                    .withMessage("[100, -1]: a count is at least 0");
        }

        @ParameterizedTest
        @CsvSource({"0", "-1", "NaN", "Infinity"})
        void isRefusedForAWeightThatIsNone(double weight) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleRatio.mismatchPValue(new long[] {100, 100}, new double[] {1, weight}))
                    .withMessage("[1.0, " + weight + "]: a weight is over 0, and finite");
        }
    }

    @Nested
    class TheSampleSize {

        @Test
        void isBeyondAnyNumberWhereNoNumberSuffices() {
            assertThat(SampleSize.perVariant(0, 0.05, 0.05, 0.8)).isEqualTo(Long.MAX_VALUE);
            assertThat(SampleSize.perVariant(0.99, 0.05, 0.05, 0.8)).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void isKnownUpToARateOfOneAndDownToARateOfZero() {
            assertThat(SampleSize.perVariant(0.5, 1, 0.05, 0.8)).isBetween(5L, 30L);
            assertThat(SampleSize.perVariant(0.5, -1, 0.05, 0.8)).isBetween(5L, 30L);
        }

        @ParameterizedTest
        @CsvSource({
            "-0.1, 0.1, 0.05, 0.8, -0.1 is no rate: it lies from 0 to 1",
            "NaN, 0.1, 0.05, 0.8, NaN is no rate: it lies from 0 to 1",
            "0.1, 0, 0.05, 0.8, '0.0 is no lift to show: it is not 0, and at least -1'",
            "0.1, -1.1, 0.05, 0.8, '-1.1 is no lift to show: it is not 0, and at least -1'",
            "0.1, 0.1, 0, 0.8, '0.0 is no level: it lies between 0 and 1, as 0.05 does'",
            "0.1, 0.1, 0.05, 1, '1.0 is no level: it lies between 0 and 1, as 0.05 does'"
        })
        void isRefusedOutsideOfItsRanges(
                double baselineRate, double relativeLift, double alpha, double power, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleSize.perVariant(baselineRate, relativeLift, alpha, power))
                    .withMessage(message);
        }
    }
}

package io.phase3.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The numbers that books, papers and R's documentation print are the numbers that come out here. */
class PublishedExamplesTest {

    /**
     * Agresti: An Introduction to Categorical Data Analysis, 2nd edition 2007, section 2.2 to 2.4, after the Physicians'
     * Health Study, New England Journal of Medicine 318:262-264, 1988.
     */
    @Nested
    class HeartAttacksWithAspirinAndPlacebo {

        private final Proportion aspirin = new Proportion(104, 11_037);

        private final Proportion placebo = new Proportion(189, 11_034);

        @Test
        void areOnePointEightTwoTimesAsFrequentWithPlacebo() {
            assertThat(1 + RelativeLift.of(aspirin, placebo)).isCloseTo(1.82, within(0.005));
        }

        @Test
        void haveTheIntervalOfTheRelativeRiskFromOnePointFourThreeToTwoPointThreeOne() {
            Interval lift = RelativeLift.confidence(aspirin, placebo, 0.05);

            assertThat(1 + lift.lower()).isCloseTo(1.43, within(0.005));
            assertThat(1 + lift.upper()).isCloseTo(2.31, within(0.005));
        }

        @Test
        void differWithAChiSquareOfTwentyFive() {
            assertThat(RatioFit.of(aspirin, placebo, 1).squaredScore()).isCloseTo(25.01, within(0.005));
            assertThat(TwoProportionTest.pValue(aspirin, placebo)).isCloseTo(5.7e-7, within(0.05e-7));
        }

        @Test
        void areFewerWithAspirinEvenForThoseWhoLookedEveryDay() {
            assertThat(new SequentialTest(0.05, 0.2).pValue(placebo, aspirin)).isLessThan(0.001);
        }
    }

    /** Koopman: Confidence Intervals for the Ratio of Two Binomial Proportions, Biometrics 40:513-517, 1984. */
    @Nested
    class KoopmansThirtySixOfFortyAgainstSixteenOfEighty {

        /** The 95 % quantile of chi-square with one degree of freedom. */
        private static final double CRITICAL = 3.8415;

        private final Proportion numerator = new Proportion(36, 40);

        private final Proportion denominator = new Proportion(16, 80);

        @Test
        void agreeBestWithTheirOwnRatioOfFourAndAHalf() {
            assertThat(RatioFit.of(denominator, numerator, 4.5).squaredScore()).isCloseTo(0, within(1e-12));
        }

        @Test
        void agreeWithRatiosFromTwoPointNineFourToSevenPointOneFive() {
            assertThat(RatioFit.of(denominator, numerator, 2.935).squaredScore())
                    .isGreaterThan(CRITICAL);
            assertThat(RatioFit.of(denominator, numerator, 2.945).squaredScore())
                    .isLessThan(CRITICAL);
            assertThat(RatioFit.of(denominator, numerator, 7.145).squaredScore())
                    .isLessThan(CRITICAL);
            assertThat(RatioFit.of(denominator, numerator, 7.155).squaredScore())
                    .isGreaterThan(CRITICAL);
        }
    }

    /** The examples on R's help page of {@code power.prop.test}. */
    @Nested
    class PowerPropTest {

        @Test
        void asksForSeventySixPointSevenInEachGroup() {
            assertThat(SampleSize.perVariant(0.50, 0.50, 0.05, 0.90)).isEqualTo(77);
        }

        @Test
        void givesFiftyInEachGroupAPowerOfSeventyFourPerCent() {
            assertThat(SampleSize.perVariant(0.50, 0.50, 0.05, 0.7395)).isEqualTo(50);
            assertThat(SampleSize.perVariant(0.50, 0.50, 0.05, 0.7405)).isEqualTo(51);
        }

        @Test
        void findsFromFiftyInEachGroupEightyPointTwoSixPerCent() {
            assertThat(SampleSize.perVariant(0.50, 0.8027 / 0.50 - 1, 0.05, 0.90))
                    .isEqualTo(50);
            assertThat(SampleSize.perVariant(0.50, 0.8025 / 0.50 - 1, 0.05, 0.90))
                    .isEqualTo(51);
        }
    }

    @Nested
    class TheSampleRatio {

        /**
         * Fabijan et al.: Diagnosing Sample Ratio Mismatch, KDD 2019; with the p-value of 1.8E-6 in Kohavi, Tang, Xu:
         * Trustworthy Online Controlled Experiments, 2020, chapter 21.
         */
        @Test
        void ofFiftyPointTwoToFortyNinePointEightIsAMismatchInAMillionAndAHalfOfUsers() {
            assertThat(SampleRatio.mismatchPValue(new long[] {821_588, 815_482}, new double[] {50, 50}))
                    .isCloseTo(1.8e-6, within(0.05e-6));
        }

        /** Mendel's peas of 1866, round or wrinkled, yellow or green: chi-square 0.47 with three degrees of freedom. */
        @Test
        void ofMendelsPeasIsNineToThreeToThreeToOne() {
            assertThat(SampleRatio.mismatchPValue(new long[] {315, 108, 101, 32}, new double[] {9, 3, 3, 1}))
                    .isCloseTo(0.925, within(0.0005));
        }
    }
}

package io.phase3.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What daily looks do to either p-value, by simulation; docs/experiments.md shows these results to the last digit.
 *
 * <p>A count of 1,000 with probability 0.05 has the standard deviation 6.9, so a test that is just right would fail here
 * with every other seed. The mixture's bound leaves room: over sixty looks it uses up about half of its alpha.
 */
class PeekingTest {

    private static final int FIVE_PER_CENT = SimulatedExperiments.EXPERIMENTS / 20;

    private static void assertDocumented(String row) throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "docs", "experiments.md"))).contains(row);
    }

    private static String perCent(int count) {
        return String.format(Locale.ROOT, " %.1f %% |", 100.0 * count / SimulatedExperiments.EXPERIMENTS);
    }

    /** An experiment of thirty days, the same for those who looked once and for those who looked every day. */
    @Nested
    class TheWorkedExample {

        private final Proportion control = new Proportion(1_500, 30_000);

        private final Proportion treatment = new Proportion(1_665, 30_000);

        @Test
        void isDecidedForOneLook() throws IOException {
            double pValue = TwoProportionTest.pValue(control, treatment);

            assertThat(pValue).isLessThan(SimulatedExperiments.ALPHA);
            assertDocumented("| one look, fixed beforehand |"
                    + row(pValue, RelativeLift.confidence(control, treatment, SimulatedExperiments.ALPHA)));
        }

        @Test
        void isOpenForManyLooks() throws IOException {
            SequentialTest test = new SequentialTest(SimulatedExperiments.ALPHA, 0.10);
            double pValue = test.pValue(control, treatment);

            assertThat(pValue).isGreaterThan(SimulatedExperiments.ALPHA);
            assertDocumented("| looked at whenever one liked |" + row(pValue, test.lift(control, treatment)));
        }

        private static String row(double pValue, Interval lift) {
            return String.format(
                    Locale.ROOT, " %.3f | %.1f %% | %.1f %% |", pValue, 100 * lift.lower(), 100 * lift.upper());
        }
    }

    @Nested
    class WithoutADifference {

        static Stream<SimulatedExperiments> experiments() {
            return Stream.of(
                    new SimulatedExperiments(0.01, 0, 1_000, 1_000, 0.20),
                    new SimulatedExperiments(0.01, 0, 4_950, 50, 0.20),
                    new SimulatedExperiments(0.05, 0, 1_000, 1_000, 0.10),
                    new SimulatedExperiments(0.05, 0, 200, 1_800, 0.10),
                    new SimulatedExperiments(0.10, 0, 50, 50, 1.00),
                    new SimulatedExperiments(0.10, 0, 50, 4_950, 0.50),
                    new SimulatedExperiments(0.50, 0, 100, 100, 0.20),
                    new SimulatedExperiments(0.95, 0, 1_800, 200, 0.02));
        }

        @ParameterizedTest
        @MethodSource("experiments")
        void oneInTwentyIsFoundAtMostByTheSequentialTestAndOneInFourAtLeastByTheOther(SimulatedExperiments experiments)
                throws IOException {
            SimulatedExperiments.Counts found = experiments.run();

            assertThat(found.sequentialEver()).isLessThanOrEqualTo(FIVE_PER_CENT);
            assertThat(found.fixedEver()).isGreaterThan(5 * FIVE_PER_CENT);
            assertDocumented(experiments.description() + perCent(found.fixedEver()) + perCent(found.sequentialEver()));
        }
    }

    /** The users are those of the sample that one look needs at 80 % power, which is there at half time. */
    @Nested
    class WithADifference {

        static Stream<SimulatedExperiments> experiments() {
            return Stream.of(
                    withSampleAtHalfTime(0.01, 0.20),
                    withSampleAtHalfTime(0.05, 0.10),
                    withSampleAtHalfTime(0.30, 0.05));
        }

        private static SimulatedExperiments withSampleAtHalfTime(double baseRate, double lift) {
            int daily =
                    Math.toIntExact(SampleSize.perVariant(baseRate, lift, SimulatedExperiments.ALPHA, 0.8) / 30 + 1);
            return new SimulatedExperiments(baseRate, lift, daily, daily, lift);
        }

        @ParameterizedTest
        @MethodSource("experiments")
        void twiceTheSampleFindsItAndTheIntervalsHoldItAllAlong(SimulatedExperiments experiments) throws IOException {
            SimulatedExperiments.Counts found = experiments.run();

            // 80 % with four standard deviations of a count of 1,000 on either side
            assertThat(found.fixedOnce()).isBetween(750, 850);
            assertThat(found.sequentialEver()).isGreaterThan(800);
            assertThat(found.heldTruth()).isGreaterThanOrEqualTo(SimulatedExperiments.EXPERIMENTS - FIVE_PER_CENT);
            assertDocumented(experiments.description()
                    + perCent(found.fixedOnce())
                    + perCent(found.sequentialByHalfTime())
                    + perCent(found.sequentialEver())
                    + perCent(found.heldTruth()));
        }
    }
}

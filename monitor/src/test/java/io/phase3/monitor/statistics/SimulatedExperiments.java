package io.phase3.monitor.statistics;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A thousand experiments of sixty days that somebody looks at every day; alpha is 0.05.
 *
 * @param baseRate the true rate of the control
 * @param trueLift the true relative lift of the treatment, 0 in an A/A experiment
 * @param minimumEffect what the sequential test is tuned for
 */
record SimulatedExperiments(
        double baseRate, double trueLift, int controlUsers, int treatmentUsers, double minimumEffect) {

    static final int EXPERIMENTS = 1_000;

    static final double ALPHA = 0.05;

    private static final int DAYS = 60;

    private static final int HALF_TIME = DAYS / 2;

    /**
     * In how many experiments something happened.
     *
     * @param fixedOnce the fixed-horizon p-value was at most alpha at half time
     * @param fixedEver it was at most alpha on at least one day
     * @param sequentialByHalfTime the sequential p-value was at most alpha on at least one day up to half time
     * @param sequentialEver it was at most alpha on at least one day
     * @param heldTruth the true lift was in the sequential interval of every day
     */
    record Counts(int fixedOnce, int fixedEver, int sequentialByHalfTime, int sequentialEver, int heldTruth) {

        Counts plus(Counts other) {
            return new Counts(
                    fixedOnce + other.fixedOnce,
                    fixedEver + other.fixedEver,
                    sequentialByHalfTime + other.sequentialByHalfTime,
                    sequentialEver + other.sequentialEver,
                    heldTruth + other.heldTruth);
        }
    }

    Counts run() {
        // A seed of its own for each row: the same one would draw the same luck for all.
        RandomGenerator random = new SplittableRandom(description().hashCode());
        DailySuccesses controlDay = new DailySuccesses(controlUsers, baseRate);
        DailySuccesses treatmentDay = new DailySuccesses(treatmentUsers, baseRate * (1 + trueLift));
        Counts counts = new Counts(0, 0, 0, 0, 0);
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            counts = counts.plus(runOne(controlDay, treatmentDay, random));
        }
        return counts;
    }

    private Counts runOne(DailySuccesses controlDay, DailySuccesses treatmentDay, RandomGenerator random) {
        SequentialTest test = new SequentialTest(ALPHA, minimumEffect);
        Proportion control = new Proportion(0, 0);
        Proportion treatment = new Proportion(0, 0);
        boolean fixedOnce = false;
        boolean fixedEver = false;
        boolean sequentialByHalfTime = false;
        boolean sequentialEver = false;
        boolean heldTruth = true;
        for (int day = 1; day <= DAYS; day++) {
            control = controlDay.after(control, random);
            treatment = treatmentDay.after(treatment, random);
            boolean fixed = TwoProportionTest.pValue(control, treatment) <= ALPHA;
            boolean sequential = test.pValue(control, treatment) <= ALPHA;
            fixedOnce |= fixed && day == HALF_TIME;
            fixedEver |= fixed;
            sequentialByHalfTime |= sequential && day <= HALF_TIME;
            sequentialEver |= sequential;
            // The interval leaves out 0 exactly when the p-value says so; the search for its bounds can be spared.
            heldTruth &= trueLift == 0 ? !sequential : holdsTruth(test.lift(control, treatment));
        }
        return new Counts(
                one(fixedOnce), one(fixedEver), one(sequentialByHalfTime), one(sequentialEver), one(heldTruth));
    }

    private boolean holdsTruth(Interval lift) {
        return lift.lower() <= trueLift && trueLift <= lift.upper();
    }

    private static int one(boolean happened) {
        return happened ? 1 : 0;
    }

    /** The experiments as the beginning of a row in docs/experiments.md. */
    String description() {
        return String.format(
                Locale.ROOT,
                "| %.0f %% | %,d + %,d | %.0f %% |",
                100 * baseRate,
                controlUsers,
                treatmentUsers,
                100 * minimumEffect);
    }
}

package io.phase3.monitor.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * By which part of itself a rate is larger in the treatment: 0.05 is five per cent more, -1 is nothing left.
 *
 * <p>The interval is that of the ratio of two rates by the logarithm, less one, for one look at a sample whose size was
 * fixed beforehand. Source: Katz, Baptista, Azen, Pike: Obtaining Confidence Intervals for the Risk Ratio in Cohort
 * Studies, Biometrics 34:469-474, 1978.
 */
public final class RelativeLift {

    /** Every lift there can be: what is known without data. */
    public static final Interval UNKNOWN = new Interval(-1, Double.POSITIVE_INFINITY);

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private RelativeLift() {}

    /**
     * The observed lift.
     *
     * @return from -1 upwards; {@code NaN} without trials in one of them or without a success in the control
     */
    public static double of(Proportion control, Proportion treatment) {
        return control.successes() == 0 ? Double.NaN : treatment.rate() / control.rate() - 1;
    }

    /**
     * The interval that holds the true lift with probability {@code 1 - alpha}, on one look.
     *
     * @param alpha between 0 and 1, for example 0.05
     * @return {@link #UNKNOWN} without a success in one of them, where the logarithm says nothing
     */
    public static Interval confidence(Proportion control, Proportion treatment, double alpha) {
        Level.check(alpha);
        if (control.successes() == 0 || treatment.successes() == 0) {
            return UNKNOWN;
        }
        double logRatio = Math.log(treatment.rate() / control.rate());
        double variance = (1 - control.rate()) / control.successes() + (1 - treatment.rate()) / treatment.successes();
        double reach = STANDARD_NORMAL.inverseSurvivalProbability(alpha / 2) * Math.sqrt(variance);
        return new Interval(Math.expm1(logRatio - reach), Math.expm1(logRatio + reach));
    }
}

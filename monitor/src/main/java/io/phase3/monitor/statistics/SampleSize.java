package io.phase3.monitor.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many trials an experiment needs to show a lift on one look, with the two-sided {@link TwoProportionTest}.
 *
 * <p>It is the number that R's {@code power.prop.test} gives, rounded up. Source: Fleiss, Levin, Paik: Statistical
 * Methods for Rates and Proportions, 3rd edition 2003, section 4.2.
 */
public final class SampleSize {

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private SampleSize() {}

    /**
     * The trials that each of two variants needs.
     *
     * @param baselineRate successes per trial without the change, from 0 to 1
     * @param relativeLift what is to be shown, from -1 upwards and not 0: 0.05 for five per cent more
     * @param alpha how often to find a difference where there is none, between 0 and 1
     * @param power how often to find the lift where it is there, between 0 and 1
     * @return {@code Long.MAX_VALUE} where no number suffices: at a baseline of 0, and where the lift would lead beyond 1
     * @throws IllegalArgumentException for arguments outside of these ranges
     */
    public static long perVariant(double baselineRate, double relativeLift, double alpha, double power) {
        Level.check(alpha);
        Level.check(power);
        if (!(baselineRate >= 0 && baselineRate <= 1)) {
            throw new IllegalArgumentException(baselineRate + " is no rate: it lies from 0 to 1");
        }
        if (!(relativeLift >= -1) || relativeLift == 0) {
            throw new IllegalArgumentException(relativeLift + " is no lift to show: it is not 0, and at least -1");
        }
        double liftedRate = baselineRate * (1 + relativeLift);
        if (baselineRate == 0 || liftedRate > 1) {
            return Long.MAX_VALUE;
        }
        double mean = (baselineRate + liftedRate) / 2;
        double equal = STANDARD_NORMAL.inverseSurvivalProbability(alpha / 2) * Math.sqrt(2 * variance(mean));
        double lifted = STANDARD_NORMAL.inverseCumulativeProbability(power)
                * Math.sqrt(variance(baselineRate) + variance(liftedRate));
        return (long) Math.ceil(Math.pow((equal + lifted) / (liftedRate - baselineRate), 2));
    }

    private static double variance(double rate) {
        return rate * (1 - rate);
    }
}

package io.phase3.monitor.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the variants got the users they should: Pearson's chi-square test of goodness of fit.
 *
 * <p>Source: Fabijan et al.: Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD 2019; the least
 * expected count of 5 is Cochran's (Some Methods for Strengthening the Common chi-square Tests, Biometrics 10, 1954).
 */
public final class SampleRatio {

    private static final double LEAST_EXPECTED = 5;

    private SampleRatio() {}

    /**
     * How probable counts at least as uneven are where the users are distributed by the weights.
     *
     * @param observed users of each variant, two or more variants
     * @param weights of each variant, over 0 and in any unit: {50, 50} is {1, 1}
     * @return from 0 to 1; {@code NaN} where a variant is expected to have fewer than 5 users
     * @throws IllegalArgumentException for counts and weights that do not belong together
     */
    public static double mismatchPValue(long[] observed, double[] weights) {
        check(observed, weights);
        double users = Arrays.stream(observed).asDoubleStream().sum();
        double wholeWeight = Arrays.stream(weights).sum();
        double chiSquare = 0;
        for (int variant = 0; variant < observed.length; variant++) {
            double expected = users * weights[variant] / wholeWeight;
            if (expected < LEAST_EXPECTED) {
                return Double.NaN;
            }
            double surplus = observed[variant] - expected;
            chiSquare += surplus * surplus / expected;
        }
        return ChiSquaredDistribution.of(observed.length - 1).survivalProbability(chiSquare);
    }

    private static void check(long[] observed, double[] weights) {
        if (observed.length != weights.length || observed.length < 2) {
            throw new IllegalArgumentException(observed.length + " counts and " + weights.length
                    + " weights: there are as many of both, and at least two");
        }
        if (Arrays.stream(observed).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(Arrays.toString(observed) + ": a count is at least 0");
        }
        if (!Arrays.stream(weights).allMatch(weight -> weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(Arrays.toString(weights) + ": a weight is over 0, and finite");
        }
    }
}

package io.phase3.monitor.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The two-sided z-test of the difference of two proportions with the pooled variance, for one look at a sample whose
 * size was fixed beforehand.
 *
 * <p>Its square is Pearson's chi-square of the two-by-two table without continuity correction, R's
 * {@code prop.test(..., correct = FALSE)}. Source: Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions,
 * 3rd edition 2003, chapter 3.
 */
public final class TwoProportionTest {

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private TwoProportionTest() {}

    /**
     * How probable a difference at least as large is where there is none, on one look.
     *
     * @return from 0 to 1; {@code NaN} without trials in one of them, and where nothing or everything succeeded in both
     */
    public static double pValue(Proportion control, Proportion treatment) {
        RatioFit equal = RatioFit.of(control, treatment, 1);
        return 2 * STANDARD_NORMAL.survivalProbability(Math.sqrt(equal.squaredScore()));
    }
}

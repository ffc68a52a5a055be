package io.phase3.monitor.statistics;

/**
 * The test of two proportions that may be looked at as often as one likes: the mixture sequential probability ratio test
 * of the relative lift.
 *
 * <p>For a ratio of rates that is to be refuted, the likelihood ratio is averaged over the true log ratios, normal around
 * it with variance {@code tau^2}. With the score {@code z} and the variance {@code V} of {@link RatioFit}, it is
 *
 * <pre>L = sqrt(V / (V + tau^2)) * exp(z^2 / 2 * tau^2 / (V + tau^2))</pre>
 *
 * <p>Where the ratio is the true one, {@code L} is a martingale that starts at 1, so the probability that it
 * <em>ever</em> reaches {@code 1/alpha} is at most {@code alpha} (Ville). Hence {@code 1/L} for the ratio 1 is the
 * p-value, and the ratios with {@code 1/L > alpha} are the interval: it leaves out 0 exactly when the p-value is at most
 * alpha. The normal approximation makes this asymptotic; see the minimum of data below.
 *
 * <p>Sources: Robbins: Statistical Methods Related to the Law of the Iterated Logarithm, Annals of Mathematical
 * Statistics 41:1397-1409, 1970; Johari, Koomen, Pekelis, Walsh: Peeking at A/B Tests, KDD 2017, and Always Valid
 * Inference, Operations Research 70:1806-1821, 2022; Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: Time-uniform Central
 * Limit Theory and Asymptotic Confidence Sequences, Annals of Statistics 52:2613-2640, 2024.
 */
public final class SequentialTest {

    /** Expected successes and failures in each arm below which the normal approximation is not believed. */
    static final int MINIMUM_EXPECTED = 10;

    /** Logarithm of the largest ratio that is searched for, about 10^12; beyond it a bound is called infinite. */
    private static final double LARGEST_LOG_RATIO = 28;

    private static final double PRECISION = 1e-12;

    private final double alpha;

    private final double mixingVariance;

    /**
     * A test that is quickest around the given effect, and right for all.
     *
     * <p>{@code tau} is the effect's log ratio: effects are expected at its scale. This is nearly the best choice for
     * the moment that counts, too. At {@code alpha} = 0.05 the interval is narrowest for {@code tau^2 = 8.2 V}, and a
     * sample that has 80 % power to see the effect in one look has {@code (1.96 + 0.84)^2 = 7.8} of its square over V.
     *
     * @param alpha between 0 and 1: how often an experiment without effect may be called one, over all looks
     * @param minimumEffect the smallest relative lift worth knowing, over 0: 0.05 for five per cent
     */
    public SequentialTest(double alpha, double minimumEffect) {
        Level.check(alpha);
        if (!(minimumEffect > 0 && minimumEffect < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    minimumEffect + " is no minimum effect: it is a relative lift over 0, as 0.05 is");
        }
        this.alpha = alpha;
        this.mixingVariance = Math.pow(Math.log1p(minimumEffect), 2);
    }

    /**
     * The p-value of this look that there is no difference; it falls and rises, and the smallest one so far holds.
     *
     * @return from 0 to 1, and 1 on too little data
     */
    public double pValue(Proportion control, Proportion treatment) {
        return saysSomething(control, treatment) ? pValue(control, treatment, 0) : 1;
    }

    /**
     * The interval of this look for the relative lift; with probability {@code 1 - alpha} all looks' intervals hold it.
     *
     * @return without 0 exactly when the p-value is at most alpha; {@link RelativeLift#UNKNOWN} on too little data
     */
    public Interval lift(Proportion control, Proportion treatment) {
        if (!saysSomething(control, treatment)) {
            return RelativeLift.UNKNOWN;
        }
        double observed = Math.log(treatment.rate() / control.rate());
        double inside = Math.max(-LARGEST_LOG_RATIO, Math.min(observed, LARGEST_LOG_RATIO));
        double lower = bound(control, treatment, -LARGEST_LOG_RATIO, inside);
        double upper = bound(control, treatment, LARGEST_LOG_RATIO, inside);
        return new Interval(Math.expm1(lower), Math.expm1(upper));
    }

    /** Cochran's rule, stricter. It counts what is expected, since an arm that broke has no success to wait for. */
    private static boolean saysSomething(Proportion control, Proportion treatment) {
        double trials = (double) control.trials() + treatment.trials();
        double successes = (double) control.successes() + treatment.successes();
        double smallerArm = Math.min(control.trials(), treatment.trials());
        return Math.min(successes, trials - successes) * smallerArm / trials >= MINIMUM_EXPECTED;
    }

    /** The log ratio where refuted ones begin, by bisection; 0 is looked at first, to agree with the p-value. */
    private double bound(Proportion control, Proportion treatment, double outermost, double innermost) {
        if (pValue(control, treatment, outermost) > alpha) {
            return Math.copySign(Double.POSITIVE_INFINITY, outermost);
        }
        double outside = outermost;
        double inside = innermost;
        while (Math.abs(outside - inside) > PRECISION) {
            double middle = outside * inside < 0 ? 0 : (outside + inside) / 2;
            if (pValue(control, treatment, middle) > alpha) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /** The p-value of this look that the logarithm of the ratio of the rates is the given one. */
    double pValue(Proportion control, Proportion treatment, double logRatio) {
        RatioFit fit = RatioFit.of(control, treatment, Math.exp(logRatio));
        double weight = mixingVariance / (fit.logVariance() + mixingVariance);
        double logLikelihoodRatio = (Math.log1p(-weight) + fit.squaredScore() * weight) / 2;
        return Math.min(1, Math.exp(-logLikelihoodRatio));
    }
}

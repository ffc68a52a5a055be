package io.phase3.monitor.statistics;

/**
 * How two proportions agree with the hypothesis that the treatment's rate is the control's times a given ratio.
 *
 * <p>The rates are estimated under the hypothesis (maximum likelihood, the smaller root of a quadratic equation), and
 * the variances with them, so that an arm without a single success or failure says something too. With the ratio 1 this
 * is the pooled z-test. Source: Koopman: Confidence Intervals for the Ratio of Two Binomial Proportions, Biometrics
 * 40:513-517, 1984; Miettinen, Nurminen: Comparative analysis of two rates, Statistics in Medicine 4:213-226, 1985.
 *
 * @param squaredScore the square of a number that is standard normal under the hypothesis
 * @param logVariance the variance of the logarithm of the ratio of the rates, as in Katz et al. 1978; its inverse is the
 *     information that the trials hold
 */
record RatioFit(double squaredScore, double logVariance) {

    /** Both numbers are {@code NaN} where the trials say nothing: none in an arm, or no variance in both. */
    static RatioFit of(Proportion control, Proportion treatment, double ratio) {
        double successes = (double) control.successes() + treatment.successes();
        // r N q^2 - (r a + b) q + x = 0; its discriminant is written so that nothing cancels out.
        double a = (double) treatment.trials() + control.successes();
        double b = (double) control.trials() + treatment.successes();
        double discriminant = square(ratio * a - b) + 4 * ratio * control.failures() * treatment.failures();
        double controlRate = 2 * successes / (ratio * a + b + Math.sqrt(discriminant));
        double treatmentRate = ratio * controlRate;
        double logVariance =
                logVariance(controlRate, control.trials()) + logVariance(treatmentRate, treatment.trials());
        double difference = (treatment.rate() - ratio * control.rate()) / treatmentRate;
        return new RatioFit(square(difference) / logVariance, logVariance);
    }

    private static double logVariance(double rate, long trials) {
        // Rounding may take a rate of 1 beyond it.
        return Math.max(0, 1 - rate) / (rate * trials);
    }

    private static double square(double number) {
        return number * number;
    }
}

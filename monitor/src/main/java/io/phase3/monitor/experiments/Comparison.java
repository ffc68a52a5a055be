package io.phase3.monitor.experiments;

import io.phase3.monitor.statistics.Interval;
import io.phase3.monitor.statistics.Proportion;
import io.phase3.monitor.statistics.RelativeLift;
import io.phase3.monitor.statistics.SequentialTest;
import io.phase3.monitor.statistics.TwoProportionTest;
import java.util.Optional;

/**
 * What one look says of a treatment against the control. Immutable.
 *
 * @param lift the observed relative lift; {@code NaN} without a success in the control
 * @param interval of the lift, always valid: whoever looks every day is not misled
 * @param pValue of the test for a single look, as information
 * @param sequentialPValue of the always-valid test
 */
record Comparison(double lift, Interval interval, double pValue, double sequentialPValue) {

    /**
     * The comparison, unless there is too little data to say anything.
     *
     * <p>With several treatments each is tested at alpha divided by their number, and each p-value is multiplied by it
     * (Bonferroni), so that a p-value is compared with the whole alpha, and alpha holds for all treatments together.
     *
     * @param test at alpha divided by the number of treatments
     */
    static Optional<Comparison> of(Proportion control, Proportion treatment, SequentialTest test, int treatments) {
        Interval interval = test.lift(control, treatment);
        if (interval.equals(RelativeLift.UNKNOWN)) {
            return Optional.empty();
        }
        return Optional.of(new Comparison(
                RelativeLift.of(control, treatment),
                interval,
                Math.min(1, treatments * TwoProportionTest.pValue(control, treatment)),
                Math.min(1, treatments * test.pValue(control, treatment))));
    }
}

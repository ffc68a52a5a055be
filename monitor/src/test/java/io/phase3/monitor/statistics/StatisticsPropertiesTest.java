package io.phase3.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for all counts up to a billion, nothing and everything among them. */
class StatisticsPropertiesTest {

    private static final double ALPHA = 0.05;

    @Provide
    Arbitrary<Proportion> proportions() {
        Arbitrary<Long> trials = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(0, 100_000),
                Arbitraries.longs().between(0, 1_000_000_000));
        Arbitrary<Double> rates = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0.0, 1.0)),
                Tuple.of(4, Arbitraries.doubles().between(0, 1)),
                Tuple.of(4, Arbitraries.doubles().between(0.04, 0.06)));
        return Combinators.combine(trials, rates).as((count, rate) -> new Proportion(Math.round(rate * count), count));
    }

    @Property
    void theFixedHorizonPValueIsAProbabilityOrUndefined(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        double pValue = TwoProportionTest.pValue(control, treatment);

        if (varies(control, treatment)) {
            assertThat(pValue).isBetween(0.0, 1.0);
        } else {
            assertThat(pValue).isNaN();
        }
    }

    @Property
    void theSequentialPValueIsAProbability(
            @ForAll("proportions") Proportion control,
            @ForAll("proportions") Proportion treatment,
            @ForAll @DoubleRange(min = 0.01, max = 10) double minimumEffect) {
        assertThat(new SequentialTest(ALPHA, minimumEffect).pValue(control, treatment))
                .isBetween(0.0, 1.0);
    }

    /** No choice of the mixture makes peeking cheaper than not peeking. */
    @Property
    void theSequentialPValueIsNeverBelowTheFixedHorizonOne(
            @ForAll("proportions") Proportion control,
            @ForAll("proportions") Proportion treatment,
            @ForAll @DoubleRange(min = 0.01, max = 10) double minimumEffect) {
        Assume.that(varies(control, treatment));

        assertThat(new SequentialTest(ALPHA, minimumEffect).pValue(control, treatment))
                .isGreaterThanOrEqualTo(TwoProportionTest.pValue(control, treatment));
    }

    @Property
    void theSequentialPValueIsAtMostAlphaExactlyWhenTheIntervalLeavesOutZero(
            @ForAll("proportions") Proportion control,
            @ForAll("proportions") Proportion treatment,
            @ForAll @DoubleRange(min = 0.01, max = 10) double minimumEffect) {
        SequentialTest test = new SequentialTest(ALPHA, minimumEffect);
        Interval lift = test.lift(control, treatment);

        assertThat(lift.lower() > 0 || lift.upper() < 0).isEqualTo(test.pValue(control, treatment) <= ALPHA);
    }

    @Property
    void theSequentialIntervalHoldsTheObservedLift(
            @ForAll("proportions") Proportion control,
            @ForAll("proportions") Proportion treatment,
            @ForAll @DoubleRange(min = 0.01, max = 10) double minimumEffect) {
        Assume.that(control.successes() > 0 && treatment.trials() > 0);
        Interval lift = new SequentialTest(ALPHA, minimumEffect).lift(control, treatment);

        double observed = RelativeLift.of(control, treatment);
        double rounding = 1e-9 * (1 + observed);
        assertThat(observed).isBetween(lift.lower() - rounding, lift.upper() + rounding);
    }

    /** The bisection for the bounds rests on this. */
    @Property
    void theRatiosThatAreNotRefutedAreExactlyThoseOfTheSequentialInterval(
            @ForAll("proportions") Proportion control,
            @ForAll("proportions") Proportion treatment,
            @ForAll @DoubleRange(min = 0.01, max = 10) double minimumEffect,
            @ForAll @DoubleRange(min = -5, max = 5) double logRatio) {
        SequentialTest test = new SequentialTest(ALPHA, minimumEffect);
        Interval lift = test.lift(control, treatment);
        Assume.that(!lift.equals(RelativeLift.UNKNOWN));
        boolean refuted = test.pValue(control, treatment, logRatio) <= ALPHA;

        assertThat(Math.expm1(logRatio) < lift.lower() || Math.expm1(logRatio) > lift.upper())
                .isEqualTo(refuted);
    }

    @Property
    void theSequentialIntervalIsWiderForASmallerAlpha(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        Interval lift = new SequentialTest(ALPHA, 0.1).lift(control, treatment);
        Interval surer = new SequentialTest(ALPHA / 10, 0.1).lift(control, treatment);

        assertThat(surer.lower()).isLessThanOrEqualTo(lift.lower());
        assertThat(surer.upper()).isGreaterThanOrEqualTo(lift.upper());
    }

    @Property
    void exchangingTheArmsTurnsTheRatioUpsideDown(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        SequentialTest test = new SequentialTest(ALPHA, 0.1);
        Interval lift = test.lift(control, treatment);
        Interval exchanged = test.lift(treatment, control);

        assertThat(test.pValue(treatment, control)).isCloseTo(test.pValue(control, treatment), within(1e-9));
        double ratio = 1 + lift.lower();
        // Next to -1 a lift has fewer digits than the ratio that it comes from.
        double rounding = 1e-9 * ratio + Math.ulp(1.0) * ratio * ratio;
        assertThat(1 / (1 + exchanged.upper())).isCloseTo(ratio, within(rounding));
    }

    @Property
    void exchangingTheArmsLeavesTheFixedHorizonPValue(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        Assume.that(varies(control, treatment));

        assertThat(TwoProportionTest.pValue(treatment, control))
                .isCloseTo(TwoProportionTest.pValue(control, treatment), within(1e-9));
    }

    @Property
    void exchangingSuccessAndFailureLeavesTheFixedHorizonPValue(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        Assume.that(varies(control, treatment));

        assertThat(TwoProportionTest.pValue(failuresOf(control), failuresOf(treatment)))
                .isCloseTo(TwoProportionTest.pValue(control, treatment), within(1e-6));
    }

    @Property
    void aLargerDifferenceHasASmallerPValue(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        Assume.that(varies(control, treatment) && treatment.rate() >= control.rate());
        Assume.that(treatment.successes() < treatment.trials());
        Proportion better = new Proportion(treatment.successes() + 1, treatment.trials());
        Assume.that(varies(control, better));

        assertThat(TwoProportionTest.pValue(control, better))
                .isLessThanOrEqualTo(TwoProportionTest.pValue(control, treatment) + 1e-9);
    }

    @Property
    void theFixedHorizonIntervalHoldsTheObservedLift(
            @ForAll("proportions") Proportion control, @ForAll("proportions") Proportion treatment) {
        Assume.that(control.successes() > 0 && treatment.trials() > 0);
        Interval lift = RelativeLift.confidence(control, treatment, ALPHA);

        double observed = RelativeLift.of(control, treatment);
        double rounding = 1e-9 * (1 + observed);
        assertThat(observed).isBetween(lift.lower() - rounding, lift.upper() + rounding);
    }

    @Property
    void aSampleIsLargerForASmallerLiftAndForMorePower(
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double baselineRate,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double lift,
            @ForAll @DoubleRange(min = 0.5, max = 0.9) double power) {
        long trials = SampleSize.perVariant(baselineRate, lift, ALPHA, power);

        assertThat(SampleSize.perVariant(baselineRate, lift / 2, ALPHA, power)).isGreaterThan(trials);
        assertThat(SampleSize.perVariant(baselineRate, lift, ALPHA, power + 0.09))
                .isGreaterThanOrEqualTo(trials);
    }

    @Property
    void theSampleRatioKnowsNoUnitOfItsWeights(
            @ForAll("proportions") Proportion one,
            @ForAll("proportions") Proportion other,
            @ForAll @DoubleRange(min = 0.1, max = 10) double weight) {
        long[] observed = {one.trials(), other.trials()};
        double pValue = SampleRatio.mismatchPValue(observed, new double[] {weight, 1});
        Assume.that(!Double.isNaN(pValue));

        assertThat(pValue).isBetween(0.0, 1.0);
        assertThat(SampleRatio.mismatchPValue(observed, new double[] {100 * weight, 100}))
                .isCloseTo(pValue, within(1e-6));
    }

    private static boolean varies(Proportion control, Proportion treatment) {
        long successes = control.successes() + treatment.successes();
        return control.trials() > 0
                && treatment.trials() > 0
                && successes > 0
                && successes < control.trials() + treatment.trials();
    }

    private static Proportion failuresOf(Proportion proportion) {
        return new Proportion(proportion.failures(), proportion.trials());
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.statistics.Proportion;
import io.phase3.monitor.statistics.SampleRatio;
import io.phase3.monitor.statistics.SampleSize;
import io.phase3.monitor.statistics.SequentialTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one look says of an experiment. Immutable.
 *
 * @param sampleRatioPValue how probable assignments at least as uneven are; {@code NaN} on too few
 * @param requiredSampleSize subjects for each variant; empty before the control's rate is known
 * @param comparisons by treatment; empty on too little data
 */
record Evaluated(
        Experiment experiment,
        double sampleRatioPValue,
        OptionalLong requiredSampleSize,
        Map<String, Optional<Comparison>> comparisons,
        List<GuardrailCheck> guardrailChecks) {

    /** Conversions of the control without which its rate is no basis for a sample's size. */
    private static final int LEAST_CONVERSIONS = 10;

    /** What one look says of a guardrail and a treatment; the comparison is empty on too little data. */
    record GuardrailCheck(String guardrail, String variant, Optional<Comparison> comparison, boolean harmful) {}

    /** @param experiment without a {@linkplain Experiment#problem() problem} */
    static Evaluated of(Experiment experiment) {
        Variant control = experiment.control().orElseThrow();
        List<Variant> treatments = experiment.treatments();
        double alpha = experiment.alpha() / treatments.size();
        SequentialTest test = new SequentialTest(alpha, experiment.minimumLift());
        Map<String, Optional<Comparison>> comparisons = new LinkedHashMap<>();
        List<GuardrailCheck> checks = new ArrayList<>();
        for (Variant treatment : treatments) {
            comparisons.put(
                    treatment.name(),
                    Comparison.of(control.conversions(), treatment.conversions(), test, treatments.size()));
            for (Guardrail guardrail : experiment.guardrails()) {
                Optional<Comparison> comparison = Comparison.of(
                        new Proportion(guardrail.events(control), control.exposed()),
                        new Proportion(guardrail.events(treatment), treatment.exposed()),
                        test,
                        treatments.size());
                boolean harmful = comparison
                        .filter(look -> guardrail.isHarmedBy(look.interval()))
                        .isPresent();
                checks.add(new GuardrailCheck(guardrail.name(), treatment.name(), comparison, harmful));
            }
        }
        return new Evaluated(
                experiment,
                SampleRatio.mismatchPValue(
                        experiment.variants().stream()
                                .mapToLong(Variant::assigned)
                                .toArray(),
                        experiment.variants().stream()
                                .mapToDouble(Variant::weight)
                                .toArray()),
                requiredSampleSize(experiment, control.conversions(), alpha),
                comparisons,
                checks);
    }

    private static OptionalLong requiredSampleSize(Experiment experiment, Proportion control, double alpha) {
        if (control.successes() < LEAST_CONVERSIONS) {
            return OptionalLong.empty();
        }
        long size = SampleSize.perVariant(control.rate(), experiment.minimumLift(), alpha, experiment.power());
        return size == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** What keeps a lift from being known although there is data; empty if nothing does. */
    Optional<String> obstacle() {
        boolean controlIsZero = comparisons.values().stream()
                .flatMap(Optional::stream)
                .anyMatch(comparison -> Double.isNaN(comparison.lift()));
        return controlIsZero
                ? Optional.of("has conversions, but none in its control '"
                        + experiment.control().orElseThrow().name()
                        + "': there is no lift to compute; is the control exposed, and are its conversions recorded?")
                : Optional.empty();
    }
}

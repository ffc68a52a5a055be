package io.phase3.monitor.experiments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An experiment as its tables have it. Immutable.
 *
 * @param startedAt the beginning of the run: another one is another run, and nothing of the former counts
 * @param minimumLift the relative effect worth finding, over 0
 * @param alpha how often, over all treatments and all looks, an experiment without effect may be called one
 * @param power how often an effect of the minimum lift is to be found
 * @param variants by their names
 */
record Experiment(
        String name,
        String feature,
        Status status,
        Instant startedAt,
        Optional<Instant> stoppedAt,
        double minimumLift,
        double alpha,
        double power,
        Optional<Hold> hold,
        double multipleExposureRatio,
        List<Variant> variants,
        List<Guardrail> guardrails) {
    Experiment {
        variants = List.copyOf(variants);
        guardrails = List.copyOf(guardrails);
    }

    /** What an experiment is doing; named as in the table. */
    enum Status {
        RUNNING,
        STOPPED,
        ROLLED_BACK
    }

    Optional<Variant> control() {
        return variants.stream().filter(Variant::control).findFirst();
    }

    List<Variant> treatments() {
        return variants.stream().filter(variant -> !variant.control()).toList();
    }

    /** Why it cannot be evaluated, and what would be right; empty if it can. */
    Optional<String> problem() {
        if (variants.size() < 2) {
            return Optional.of("has " + (variants.isEmpty() ? "no variants" : "the variant " + names() + " only")
                    + ": a control and a treatment are needed in experiment_variant");
        }
        if (control().isEmpty()) {
            return Optional.of("has no control: set experiment_variant.control for one of " + names());
        }
        if (!Double.isFinite(minimumLift)) {
            return Optional.of("has the minimum_lift " + minimumLift + ": 0.05 would be five per cent");
        }
        return variants.stream()
                .filter(variant -> !Double.isFinite(variant.weight()))
                .findFirst()
                .map(variant -> "has the weight " + variant.weight() + " for '" + variant.name()
                        + "': 50 for each of two variants is a half for each");
    }

    private String names() {
        return variants.stream().map(variant -> "'" + variant.name() + "'").collect(Collectors.joining(", "));
    }
}

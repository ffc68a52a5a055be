package io.phase3.monitor.experiments;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do with an experiment, by the rules of docs/experiments.md. Immutable.
 *
 * @param sentence for people, with its full stop
 */
record Verdict(Advice advice, String sentence) {
    /** Below it something is wrong with the experiment itself. Source: Fabijan et al., KDD 2019; see docs/experiments.md. */
    static final double MISMATCH = 0.001;

    /** By which factor the always-valid test needs more than one look does, about; see docs/experiments.md. */
    private static final int PRICE_OF_PEEKING = 2;

    /** What to do, for programs. */
    enum Advice {
        REPAIR,
        ROLL_BACK,
        SHIP,
        GIVE_UP,
        GO_ON,
        NONE;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first rule that applies decides: distrust, then harm, then gain, then patience. */
    static Verdict of(Experiment experiment, Results results, Optional<RollbackLog.Made> lastRollback) {
        if (experiment.status() == Experiment.Status.ROLLED_BACK) {
            return new Verdict(Advice.NONE, rolledBack(lastRollback));
        }
        Optional<String> problem = experiment.problem();
        if (problem.isPresent()) {
            return new Verdict(Advice.REPAIR, "Cannot be evaluated: it " + problem.get() + ".");
        }
        if (results.evaluatedAt().isEmpty()) {
            return new Verdict(Advice.GO_ON, "Not evaluated yet: is an exporter running?");
        }
        if (results.sampleRatioPValue() < MISMATCH) {
            return new Verdict(
                    Advice.REPAIR,
                    "Do not decide by these numbers: subjects are not distributed as the weights say."
                            + " Find the cause, then start a new experiment.");
        }
        return harm(experiment, results)
                .or(() -> gain(experiment, results))
                .orElseGet(() -> patience(experiment, results));
    }

    private static String rolledBack(Optional<RollbackLog.Made> last) {
        return last.map(made -> "Rolled back by " + made.by() + " (" + made.reason() + "): everybody gets the control.")
                .orElse("Rolled back: everybody gets the control.");
    }

    private static Optional<Verdict> harm(Experiment experiment, Results results) {
        Optional<Verdict> byGuardrail = results.guardrails().stream()
                .filter(Results.GuardrailResult::harmful)
                .findFirst()
                .map(harmful -> new Verdict(
                        Advice.ROLL_BACK,
                        "Roll it back: '" + harmful.variant() + "' harms the guardrail '" + harmful.guardrail()
                                + "'."));
        return byGuardrail.or(() -> decided(experiment, results).stream()
                .filter(treatment -> treatment.lift() < 0)
                .findFirst()
                .map(worse -> new Verdict(
                        Advice.ROLL_BACK, "Roll it back: '" + worse.variant() + "' is worse than the control.")));
    }

    private static Optional<Verdict> gain(Experiment experiment, Results results) {
        return decided(experiment, results).stream()
                .reduce((best, next) -> next.lift() > best.lift() ? next : best)
                .map(better ->
                        new Verdict(Advice.SHIP, "Ship '" + better.variant() + "': it is better than the control."));
    }

    /** Those that differ from the control, for sure enough, in this look or one before. */
    private static List<Results.Treatment> decided(Experiment experiment, Results results) {
        return results.treatments().stream()
                .filter(treatment -> treatment.sequentialPValue() <= experiment.alpha())
                .toList();
    }

    private static Verdict patience(Experiment experiment, Results results) {
        if (results.requiredSampleSize().isEmpty()) {
            return new Verdict(Advice.GO_ON, "Go on: there is too little data to say anything.");
        }
        long enough = PRICE_OF_PEEKING * results.requiredSampleSize().getAsLong();
        String effect = String.format(Locale.ROOT, "%.4g", experiment.minimumLift() * 100)
                .replaceAll("\\.?0+$", "");
        if (smallest(experiment) >= enough) {
            return new Verdict(
                    Advice.GIVE_UP,
                    "Give it up: a difference of " + effect + "% or more would most likely have shown by now.");
        }
        return new Verdict(
                Advice.GO_ON,
                String.format(
                        Locale.ROOT,
                        "Go on: no difference has shown; one of %s%% is to be expected to have at %,d exposed subjects of"
                                + " each variant.",
                        effect,
                        enough));
    }

    /** How many exposed subjects the variant with the fewest has. */
    static long smallest(Experiment experiment) {
        return experiment.variants().stream().mapToLong(Variant::exposed).min().orElse(0);
    }
}

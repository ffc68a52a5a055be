package io.phase3.monitor.experiments;

import java.util.Locale;

/**
 * What became of a request. Immutable.
 *
 * @param subjects how many got another variant by it
 * @param detail the outcome in words, to be read after the experiment's name
 */
public record RollbackResult(Outcome outcome, long subjects, String detail) {

    /** What may become of a request; named as in the table. */
    public enum Outcome {
        ROLLED_BACK,
        ALREADY_ROLLED_BACK,
        HELD,
        COOL_DOWN,
        NOT_RUNNING,
        UNKNOWN_EXPERIMENT,
        FAILED;

        /** As the table, metrics and JSON have it: {@code rolled_back}. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RollbackResult without(Outcome outcome, String detail) {
        return new RollbackResult(outcome, 0, detail);
    }

    /** Whether all subjects get the control now. */
    public boolean isDone() {
        return outcome == Outcome.ROLLED_BACK || outcome == Outcome.ALREADY_ROLLED_BACK;
    }
}

package io.phase3.agent.record;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** How a call ended. */
enum Outcome {
    SUCCESS,
    ERROR,
    CANCELLED;

    /** The value of the label {@code outcome}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How a call ended that threw, or whose stage completed exceptionally.
     *
     * @param thrown null if nothing was thrown
     */
    static Outcome of(Throwable thrown) {
        if (thrown == null) {
            return SUCCESS;
        }
        return cause(thrown) instanceof CancellationException ? CANCELLED : ERROR;
    }

    /** What really went wrong: a dependent stage wraps the failure of the stage before it. */
    static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}

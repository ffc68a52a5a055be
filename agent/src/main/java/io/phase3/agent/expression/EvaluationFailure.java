package io.phase3.agent.expression;

/**
 * Why a value cannot be computed, where that is not the application's exception; without a costly stack trace.
 *
 * <p>The message never holds a value of the application, so that it may be logged.
 */
public final class EvaluationFailure extends RuntimeException {
    EvaluationFailure(String message) {
        super(message, null, false, false);
    }

    /** A value is not of the kind that is needed; names its class only, for the value may be personal data. */
    static EvaluationFailure notA(String kind, Object value) {
        return new EvaluationFailure("a value of " + value.getClass().getName() + " is not " + kind);
    }
}

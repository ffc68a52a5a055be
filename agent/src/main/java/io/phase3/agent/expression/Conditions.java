package io.phase3.agent.expression;

/** Values as conditions. */
final class Conditions {
    private Conditions() {}

    /**
     * The value as a condition, or null if it is absent.
     *
     * @throws EvaluationFailure if it is something else
     */
    static Boolean of(Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw EvaluationFailure.notA("a condition (true or false)", value);
    }
}

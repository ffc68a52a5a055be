package io.phase3.agent.expression;

/** An expression that cannot be: malformed, or not fitting the method it is meant for. */
public final class ExpressionException extends IllegalArgumentException {
    public ExpressionException(String message) {
        super(message);
    }
}

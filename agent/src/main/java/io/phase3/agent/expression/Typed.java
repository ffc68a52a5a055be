package io.phase3.agent.expression;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A part of an expression that was found to fit its method: what it says, what it gives and what reads it. */
final class Typed {
    final Syntax syntax;
    final ValueType type;
    final Term term;

    /** The values of which this is one, for {@code ?:} and {@code ??}; otherwise empty. */
    private final List<Typed> choices;

    private Typed(Syntax syntax, ValueType type, Term term, List<Typed> choices) {
        this.syntax = syntax;
        this.type = type;
        this.term = term;
        this.choices = choices;
    }

    Typed(Syntax syntax, ValueType type, Term term) {
        this(syntax, type, term, Collections.emptyList());
    }

    static Typed choice(Syntax syntax, Term term, Typed first, Typed second) {
        return new Typed(syntax, first.type.or(second.type), term, Arrays.asList(first, second));
    }

    /**
     * Makes sure that the value may be of the kind.
     *
     * @param who what needs such a value, for the message: {@code '&&' needs}
     */
    Typed require(ValueType.Kind kind, String who) {
        for (Typed choice : choices) {
            choice.require(kind, who);
        }
        if (choices.isEmpty() && !type.mayBe(kind)) {
            throw error(who + " " + kind.phrase + ", but " + syntax + " is " + type.phrase());
        }
        return this;
    }

    boolean isLiteral() {
        return syntax instanceof Syntax.Literal;
    }

    ExpressionException error(String message) {
        return new ExpressionException(message, syntax.position);
    }
}

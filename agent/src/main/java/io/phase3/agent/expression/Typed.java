package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A part of an expression that was found to fit its method: what it says, what it gives and what reads it. */
final class Typed {
    final Syntax syntax;
    final ValueType type;
    final Term term;

    /** The values of which this is one, for {@code ?:} and {@code ??}; otherwise empty. */
    private final List<Typed> choices;

    /** What reads the collections whose elements lead here, for a path with {@code [*]}; otherwise empty. */
    private final List<Term> collections;

    private Typed(Syntax syntax, ValueType type, Term term, List<Typed> choices, List<Term> collections) {
        this.syntax = syntax;
        this.type = type;
        this.term = term;
        this.choices = choices;
        this.collections = collections;
    }

    Typed(Syntax syntax, ValueType type, Term term) {
        this(syntax, type, term, Collections.emptyList(), Collections.emptyList());
    }

    static Typed choice(Syntax syntax, Term term, Typed first, Typed second) {
        List<Typed> choices = Arrays.asList(first, second);
        return new Typed(syntax, first.type.or(second.type), term, choices, Collections.emptyList());
    }

    /** The path goes on with a step, which reads from what {@link #term} gives. */
    Typed step(Syntax path, ValueType stepType, Term step) {
        return new Typed(path, stepType, step, Collections.emptyList(), collections);
    }

    /** The path goes on with every element of what {@link #term} gives. */
    Typed elements(Syntax path, ValueType elementType) {
        return new Typed(path, elementType, ElementsSearch.ELEMENT, Collections.emptyList(), steps());
    }

    boolean hasManyValues() {
        return !collections.isEmpty();
    }

    /** The terms of {@link ElementsSearch}, for a path with {@code [*]}. */
    List<Term> steps() {
        List<Term> steps = new ArrayList<>(collections);
        steps.add(term);
        return steps;
    }

    /** Makes sure that this is one value. */
    Typed single() {
        if (hasManyValues()) {
            throw error(
                    syntax + " stands for many values, which can only be compared:"
                            + " '== x' asks whether any equals, '== null' whether there is none; [0] instead of [*] picks the first");
        }
        return this;
    }

    /**
     * Makes sure that the value may be of the kind.
     *
     * @param who what needs such a value, for the message: {@code '&&' needs}
     */
    Typed require(ValueType.Kind kind, String who) {
        return require(kind, possible -> possible.mayBe(kind), who);
    }

    /** Makes sure that the value may be a number or a text that only its content tells to be none. */
    Typed requireReadableNumber(String who) {
        ValueType.Kind number = ValueType.Kind.NUMBER;
        return require(number, possible -> possible.mayBe(number) || possible == ValueType.ENTRY, who);
    }

    private Typed require(ValueType.Kind kind, Predicate<ValueType> fits, String who) {
        for (Typed choice : choices) {
            choice.require(kind, fits, who);
        }
        if (choices.isEmpty() && !fits.test(type)) {
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

package io.phase3.agent.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A node of an expression's syntax tree; two are equal if they mean the same, wherever they stand in their texts. */
abstract class Syntax {
    /** Says something about each kind of node. */
    interface Visitor<R> {
        R literal(Literal literal);

        R name(Name name);

        R property(Property property);

        R index(Index index);

        R elements(Elements elements);

        R mdc(Mdc mdc);

        R unary(Unary unary);

        R binary(Binary binary);

        R conditional(Conditional conditional);
    }

    /** Where an error message should point to, in {@code char}s from the start of the text. */
    final int position;

    /** How many nodes stand on the longest way down to a leaf, this one included. */
    final int depth;

    /** What tells this node from others: its class, what it says, and its child nodes. */
    private final List<Object> parts = new ArrayList<>();

    private Syntax(int position, Object... parts) {
        this.position = position;
        this.parts.add(getClass());
        int deepest = 0;
        for (Object part : parts) {
            this.parts.add(part);
            if (part instanceof Syntax) {
                deepest = Math.max(deepest, ((Syntax) part).depth);
            }
        }
        this.depth = deepest + 1;
    }

    abstract <R> R accept(Visitor<R> visitor);

    @Override
    public boolean equals(Object other) {
        return other instanceof Syntax && ((Syntax) other).parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** The node in canonical form. */
    @Override
    public String toString() {
        return Printer.print(this);
    }

    /** A number, a text, true, false or null. */
    static final class Literal extends Syntax {
        /** A {@link BigDecimal}, a {@link String}, a {@link Boolean} or null. */
        final Object value;

        /** As written, for a number; null otherwise. */
        final String written;

        private Literal(int position, Object value, String written) {
            super(position, value);
            this.value = value;
            this.written = written;
        }

        static Literal number(int position, String written) {
            return new Literal(position, new BigDecimal(written), written);
        }

        static Literal of(int position, Object value) {
            return new Literal(position, value, null);
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /** Where a path starts: {@code arg0}, a parameter's name, {@code this}, {@code result} or {@code error}. */
    static final class Name extends Syntax {
        final String name;

        Name(int position, String name) {
            super(position, name);
            this.name = name;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.name(this);
        }
    }

    /** {@code owner.name} or {@code owner?.name} */
    static final class Property extends Syntax {
        final Syntax owner;
        final String name;

        /** Whether this is {@code ?.}: an owner may have no such property. */
        final boolean lenient;

        Property(int position, Syntax owner, String name, boolean lenient) {
            super(position, owner, name, lenient);
            this.owner = owner;
            this.name = name;
            this.lenient = lenient;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.property(this);
        }
    }

    /** {@code owner[index]} */
    static final class Index extends Syntax {
        final Syntax owner;
        final int index;

        Index(int position, Syntax owner, int index) {
            super(position, owner, index);
            this.owner = owner;
            this.index = index;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.index(this);
        }
    }

    /** {@code owner[*]} */
    static final class Elements extends Syntax {
        final Syntax owner;

        Elements(int position, Syntax owner) {
            super(position, owner);
            this.owner = owner;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.elements(this);
        }
    }

    /** {@code mdc('key')} */
    static final class Mdc extends Syntax {
        final String key;

        Mdc(int position, String key) {
            super(position, key);
            this.key = key;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.mdc(this);
        }
    }

    /** {@code -operand} or {@code !operand} */
    static final class Unary extends Syntax {
        /** Whether this is {@code !}; otherwise it is {@code -}. */
        final boolean not;

        final Syntax operand;

        Unary(int position, boolean not, Syntax operand) {
            super(position, not, operand);
            this.not = not;
            this.operand = operand;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /** {@code left operator right} */
    static final class Binary extends Syntax {
        final Operator operator;
        final Syntax left;
        final Syntax right;

        Binary(int position, Operator operator, Syntax left, Syntax right) {
            super(position, operator, left, right);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code condition ? then : otherwise} */
    static final class Conditional extends Syntax {
        final Syntax condition;
        final Syntax then;
        final Syntax otherwise;

        Conditional(int position, Syntax condition, Syntax then, Syntax otherwise) {
            super(position, condition, then, otherwise);
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }
}

package io.phase3.agent.expression;

/** A value of a call that an expression can start from: the receiver, the result, or an argument. */
public final class Source {
    /** {@code this} */
    public static final Source RECEIVER = new Source(-1);
    /** {@code result}: what the method returned or, for an asynchronous method, what its stage completed with. */
    public static final Source RESULT = new Source(-2);

    private final int index;

    private Source(int index) {
        this.index = index;
    }

    /** The argument at the given position, from 0. */
    public static Source argument(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("no argument has the position " + index);
        }
        return new Source(index);
    }

    /** The argument's position, from 0; meaningless for {@link #RECEIVER} and {@link #RESULT}. */
    public int index() {
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Source && ((Source) other).index == index;
    }

    @Override
    public int hashCode() {
        return index;
    }

    @Override
    public String toString() {
        return index == -1 ? "this" : index == -2 ? "result" : "arg" + index;
    }
}

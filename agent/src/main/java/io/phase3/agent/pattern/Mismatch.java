package io.phase3.agent.pattern;

/** Why a method does not match: the part of the pattern that said no, and what it found instead. */
public final class Mismatch {
    private final String part;
    private final String reason;
    private final int ordinal;

    Mismatch(String part, String reason, int ordinal) {
        this.part = part;
        this.reason = reason;
        this.ordinal = ordinal;
    }

    /** The part of the pattern, as its author wrote it; the whole pattern where the kind of the method is the reason. */
    public String part() {
        return part;
    }

    /** What was found, and what would have matched. */
    public String reason() {
        return reason;
    }

    /**
     * How far the method got, so that the nearest of several methods can be named: 0 if the type said no, 1 the name,
     * 2 the parameters, 3 the return type, 4 a modifier, 5 an annotation, 6 the kind of method.
     */
    public int ordinal() {
        return ordinal;
    }

    @Override
    public String toString() {
        return part + ": " + reason;
    }
}

package io.phase3.agent.pattern;

/** Why a method does not match: the part of the pattern that said no, and what it found instead. */
public final class Mismatch {
    private final String part;
    private final String reason;

    Mismatch(String part, String reason) {
        this.part = part;
        this.reason = reason;
    }

    /** The part of the pattern, as its author wrote it. */
    public String part() {
        return part;
    }

    /** What was found, and what would have matched. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return part + ": " + reason;
    }
}

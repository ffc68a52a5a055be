package io.phase3.agent.explain;

/** A method that a pattern nearly matches, and the part of the pattern that says no. Immutable. */
public final class Candidate {
    private final String method;
    private final String pattern;
    private final String part;
    private final String reason;

    /**
     * A near miss.
     *
     * @param method the method for people: {@code com.acme.LeadSocket.onMessage(String, int)}
     * @param pattern the pattern as its author wrote it
     * @param part the part of the pattern that says no
     * @param reason what was found instead, and what would match
     */
    public Candidate(String method, String pattern, String part, String reason) {
        this.method = method;
        this.pattern = pattern;
        this.part = part;
        this.reason = reason;
    }

    /** The method for people. */
    public String method() {
        return method;
    }

    /** The pattern as its author wrote it. */
    public String pattern() {
        return pattern;
    }

    /** The part of the pattern that says no. */
    public String part() {
        return part;
    }

    /** What was found instead, and what would match. */
    public String reason() {
        return reason;
    }
}

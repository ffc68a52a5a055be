package io.phase3.agent.explain;

/** Something that a person should know about a rule or a class. Immutable. */
public final class Finding {
    private final Severity severity;
    private final String code;
    private final String origin;
    private final String message;

    /** How bad it is. */
    public enum Severity {
        /** The rule measures nothing, or a class is not woven. */
        ERROR,
        /** It measures, and probably not what was meant. */
        WARNING,
        /** Good to know. */
        NOTE
    }

    /**
     * A finding.
     *
     * @param code what it is about, for machines. Of rules: {@code no-match}, {@code excluded}, {@code unused-pattern},
     *     {@code does-not-fit}, {@code metric-conflict}, {@code overlap}, {@code unbounded-label}, {@code async}, {@code
     *     late-bound}, {@code missing-type}, {@code library-changed}. Of anything: {@code configuration}, {@code
     *     wrong-annotation}, {@code class-failed}
     * @param origin where to look: {@code phase3.conf: 14}, a class, a method
     * @param message what is the matter and what would be right, in a sentence
     */
    public Finding(Severity severity, String code, String origin, String message) {
        this.severity = severity;
        this.code = code;
        this.origin = origin;
        this.message = message;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** What it is about, for machines. */
    public String code() {
        return code;
    }

    /** Where to look. */
    public String origin() {
        return origin;
    }

    /** What is the matter and what would be right. */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return origin + ": " + message;
    }
}

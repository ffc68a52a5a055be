package io.phase3.agent.pattern;

/** A text that is no method pattern. */
public final class PatternException extends IllegalArgumentException {
    public PatternException(String message) {
        super(message);
    }
}

package io.phase3.monitor.impact;

/** A source that a report asks does not answer; the message says which, and why. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.phase3.agent.settings;

/** A value that cannot be what its key needs; the message continues after the key: {@code must be …, not …}. */
public final class WrongValueException extends RuntimeException {
    public WrongValueException(String message) {
        super(message);
    }
}

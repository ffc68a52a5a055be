package io.phase3.agent.config;

/** A value that cannot be what its key needs; the message continues after the key: {@code must be …, not …}. */
final class WrongValueException extends RuntimeException {
    WrongValueException(String message) {
        super(message);
    }
}

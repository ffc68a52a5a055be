package io.phase3.monitor.secret;

import java.io.IOException;

/** A secret is not where it is said to be; the message is for people. */
public final class MissingSecretException extends IOException {
    MissingSecretException(String message) {
        super(message);
    }
}

package com.acme.estate.vendor;

/** A remote system that gave no answer. */
public final class RemoteFailure extends RuntimeException {

    RemoteFailure(String message) {
        super(message);
    }

    RemoteFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

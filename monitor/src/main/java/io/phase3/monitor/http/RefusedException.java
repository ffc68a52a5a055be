package io.phase3.monitor.http;

import java.io.IOException;

/** A request that no page gets to see, with what its client is told. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Response response;

    RefusedException(int status, String text) {
        super(text);
        response = Response.text(status, text + "\n");
    }

    Response response() {
        return response;
    }
}

package io.phase3.monitor.http;

import java.io.IOException;

/** What stands under one path; called by several threads at a time. */
public interface Page {
    /**
     * The answer.
     *
     * @throws IOException or anything else: then the client gets a 500, and the log a line
     */
    Response answer(Request request) throws IOException;
}

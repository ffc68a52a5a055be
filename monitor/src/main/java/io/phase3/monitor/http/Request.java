package io.phase3.monitor.http;

import java.util.Locale;
import java.util.Map;

/**
 * What a client asks for.
 *
 * @param method in upper case, as sent
 * @param path from the first slash up to the question mark, still encoded
 * @param query what stands behind the question mark, still encoded; empty if there is none
 * @param headers by their names in lower case; what was sent several times is joined by a comma
 * @param body at most 1 MiB; empty for a page that is only read
 */
@SuppressWarnings("ArrayRecordComponent") // Made by the endpoint alone, compared by nobody.
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    /** The header's value; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    Request withBody(byte[] sent) {
        return new Request(method, path, query, headers, sent);
    }

    /** Without query, headers and body: leads and passwords may stand there. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}

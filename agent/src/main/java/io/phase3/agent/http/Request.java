package io.phase3.agent.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The head of an HTTP request: all that the endpoint reads. Immutable. */
final class Request {
    /** No scraper and no browser sends as many bytes before the body. */
    private static final int LARGEST_HEAD = 16_384;

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;

    private Request(String method, String target, Map<String, String> headers) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.headers = headers;
    }

    /** What was sent is no request. */
    static final class MalformedException extends IOException {}

    /**
     * Reads up to the empty line that ends the head; blocks until it is there.
     *
     * @throws MalformedException if what was sent is no HTTP request, or has too long a head
     * @throws EOFException if the client leaves before
     */
    static Request read(InputStream in) throws IOException {
        return parse(head(in));
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** What stands behind the question mark, still encoded; empty if there is none. */
    String query() {
        return query;
    }

    /** The header's value; empty if it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Byte by byte, because what comes behind the head is not ours; the stream is expected to be buffered. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < LARGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                head.append((char) next);
            }
            if (next == '\n' && head.length() > 1 && head.charAt(head.length() - 2) == '\n') {
                return head.toString();
            }
        }
        throw new MalformedException();
    }

    private static Request parse(String head) throws MalformedException {
        String[] lines = head.split("\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3 || !start[1].startsWith("/") || !start[2].startsWith("HTTP/1.")) {
            throw new MalformedException();
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.merge(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).trim(),
                        (first, second) -> first + ", " + second);
            }
        }
        return new Request(start[0], start[1], headers);
    }
}

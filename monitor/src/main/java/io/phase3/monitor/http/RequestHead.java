package io.phase3.monitor.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a request up to its body. */
final class RequestHead {
    /** No scraper and no browser sends as many bytes before the body. */
    private static final int LARGEST = 16_384;

    private RequestHead() {}

    /**
     * Blocks until the empty line that ends the head is there.
     *
     * @throws RefusedException if what was sent is no HTTP request, or has too long a head
     * @throws EOFException if the client leaves before
     */
    static Request read(InputStream in) throws IOException {
        return parse(text(in));
    }

    /** Byte by byte, because what comes behind the head is the body; the stream is expected to be buffered. */
    private static String text(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < LARGEST) {
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
        throw malformed();
    }

    private static Request parse(String head) throws RefusedException {
        String[] lines = head.split("\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3 || !start[1].startsWith("/") || !start[2].startsWith("HTTP/1.")) {
            throw malformed();
        }
        int question = start[1].indexOf('?');
        return new Request(
                start[0],
                question < 0 ? start[1] : start[1].substring(0, question),
                question < 0 ? "" : start[1].substring(question + 1),
                headers(lines),
                new byte[0]);
    }

    private static Map<String, String> headers(String[] lines) {
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
        return headers;
    }

    private static RefusedException malformed() {
        return new RefusedException(400, "This is no HTTP request.");
    }
}

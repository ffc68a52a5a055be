package io.phase3.monitor.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads the body of a request, never more of it than fits. */
final class RequestBody {
    /** In bytes: 1 MiB. */
    static final int LARGEST = 1 << 20;

    private static final int LONGEST_CHUNK_LINE = 256;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_LENGTH = Pattern.compile("[0-9a-fA-F]{1,15}");

    private final Request head;
    private final InputStream in;
    private final OutputStream out;

    /**
     * The body behind a head.
     *
     * @param out where a client that asks first is told to go on
     */
    RequestBody(Request head, InputStream in, OutputStream out) {
        this.head = head;
        this.in = in;
        this.out = out;
    }

    /**
     * Blocks until the whole body is there.
     *
     * @throws RefusedException if it is too large, or its length is not said as HTTP/1.1 says it
     * @throws EOFException if the client leaves before
     */
    byte[] read() throws IOException {
        String coding = head.header("Transfer-Encoding");
        String length = head.header("Content-Length");
        if (!coding.isEmpty()) {
            // A body with two lengths is how requests are smuggled (RFC 9112, 6.3).
            if (!coding.equalsIgnoreCase("chunked") || !length.isEmpty()) {
                throw malformed();
            }
            goOn();
            return chunks();
        }
        if (length.isEmpty()) {
            return new byte[0];
        }
        int announced = fitting(length, LENGTH, 10, 0);
        goOn();
        return exactly(announced);
    }

    /** A client with a large body waits for this before it sends it. */
    private void goOn() throws IOException {
        if (head.header("Expect").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            String digits = (extension < 0 ? line : line.substring(0, extension)).trim();
            int length = fitting(digits, CHUNK_LENGTH, 16, body.size());
            if (length == 0) {
                // Trailers may follow; whatever they say, it is thrown away with the connection.
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            if (!line().isEmpty()) {
                throw malformed();
            }
        }
    }

    private static int fitting(String digits, Pattern pattern, int radix, int before) throws RefusedException {
        if (!pattern.matcher(digits).matches()) {
            throw malformed();
        }
        long length = Long.parseLong(digits, radix);
        if (length > LARGEST - before) {
            throw new RefusedException(413, "The body is larger than " + LARGEST + " bytes.");
        }
        return (int) length;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_CHUNK_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        throw malformed();
    }

    private static RefusedException malformed() {
        return new RefusedException(400, "The length of the body cannot be read.");
    }
}

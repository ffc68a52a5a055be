package io.phase3.monitor.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole answer, after which the connection ends.
 *
 * @param status the HTTP status, such as 200
 * @param headers further ones, beside type and length
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, compared by nobody.
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    public Response {
        headers = Map.copyOf(headers);
    }

    /** An answer for people: UTF-8, plain. */
    public static Response text(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An answer for programs. */
    public static Response json(int status, String json) {
        return new Response(status, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** The same with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Response(status, contentType, body, more);
    }

    /** Writes the answer; without its body, as HEAD asks for, if so wanted. */
    void write(OutputStream out, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(' ').append(reason()).append("\r\n");
        headers.forEach((name, value) -> header(head, name, value));
        header(head, "Content-Type", contentType);
        header(head, "Content-Length", Integer.toString(body.length));
        header(head, "Connection", "close");
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** For people who look at the wire; programs go by the number. */
    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "";
        };
    }
}

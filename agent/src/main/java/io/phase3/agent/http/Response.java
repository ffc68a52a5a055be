package io.phase3.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A whole answer, after which the connection ends. */
final class Response {
    private final String status;
    private final String headers;
    private final byte[] body;

    private Response(String status, String headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** An answer of this content type. */
    static Response of(String contentType, byte[] body) {
        return new Response("200 OK", "Content-Type: " + contentType + "\r\n", body);
    }

    /** An answer for people: UTF-8, plain. */
    static Response text(String status, String text) {
        return new Response(
                status, "Content-Type: text/plain; charset=utf-8\r\n", text.getBytes(StandardCharsets.UTF_8));
    }

    Response with(String header, String value) {
        return new Response(status, headers + header + ": " + value + "\r\n", body);
    }

    /** Writes the answer; without its body, as HEAD asks for, if so wanted. */
    void write(OutputStream out, boolean withBody) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }
}

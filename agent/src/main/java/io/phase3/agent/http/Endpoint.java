package io.phase3.agent.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows the few paths that there are, and answers every other request with what is wrong with it. */
final class Endpoint {
    private final Map<String, Page> pages = new LinkedHashMap<>();

    /** What stands under one path. */
    interface Page {
        Response answer(Request request) throws IOException;
    }

    Endpoint serve(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    Response answer(Request request) throws IOException {
        Page page = pages.get(request.path());
        if (page == null) {
            return Response.text("404 Not Found", "Not found. There is " + String.join(", ", pages.keySet()) + ".\n");
        }
        if (!isRead(request)) {
            return Response.text("405 Method Not Allowed", "Only GET and HEAD.\n")
                    .with("Allow", "GET, HEAD");
        }
        try {
            return page.answer(request);
        } catch (RuntimeException | IOException e) {
            return Response.text("500 Internal Server Error", "The agent failed to answer: " + e + "\n");
        }
    }

    private static boolean isRead(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }
}

package io.phase3.monitor.alerting.receivers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service outside the machine, played on loopback: it takes JSON as strictly as the real one, and remembers it. */
public abstract class LoopbackReceiver implements AutoCloseable {
    /** Whoever asks it needs no more threads than this: it answers at once. */
    private static final int BACKLOG = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String path;
    private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile OptionalInt broken = OptionalInt.empty();

    /** Listens from now on, at any free port, below this path and no other. */
    LoopbackReceiver(String path) {
        this.path = path;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** What the service answers. */
    record Answer(int status, String contentType, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer text(int status, String body) {
            return new Answer(status, "text/plain", body);
        }

        boolean isAcceptance() {
            return status / 100 == 2;
        }
    }

    /** What the real service would answer to this. */
    abstract Answer answer(Headers headers, JsonNode body);

    /** What the real service would answer to something that is no JSON. */
    abstract Answer answerToNonsense();

    /** Where to post to. */
    public final URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
    }

    /** What was accepted, in the order in which it came. */
    public final List<JsonNode> accepted() {
        return List.copyOf(accepted);
    }

    /** What was said to those who were refused, in the order in which they came. */
    public final List<String> refused() {
        return List.copyOf(refused);
    }

    /** From now on everything is answered with this status, whatever it is. */
    public final void breakDown(int status) {
        broken = OptionalInt.of(status);
    }

    /** Answers as it should again. */
    public final void recover() {
        broken = OptionalInt.empty();
    }

    /** Forgets what came. */
    public final void forget() {
        accepted.clear();
        refused.clear();
    }

    @Override
    public final void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, body);
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        Answer answer;
        JsonNode json = null;
        if (broken.isPresent()) {
            answer = Answer.text(broken.getAsInt(), "out of order");
        } else if (!exchange.getRequestURI().getPath().equals(path)) {
            answer =
                    Answer.text(404, "nothing is at " + exchange.getRequestURI().getPath());
        } else if (!exchange.getRequestMethod().equals("POST")) {
            answer = Answer.text(405, "only POST is taken");
        } else {
            try {
                json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
                answer = json.isObject() ? answer(exchange.getRequestHeaders(), json) : answerToNonsense();
            } catch (JsonProcessingException e) {
                answer = answerToNonsense();
            }
        }
        if (answer.isAcceptance()) {
            accepted.add(json);
        } else {
            refused.add(answer.status() + " " + answer.body());
        }
        return answer;
    }
}

package com.acme.estate.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The Messages API of Anthropic on the loopback interface: its protocol, its speed and its bad days. */
public final class MessagesApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration IMAGE_MEDIAN = Duration.ofMillis(750);
    private static final Duration TEXT_MEDIAN = Duration.ofMillis(950);
    private static final int CONNECTIONS = 128;

    private final HttpServer server;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(CONNECTIONS, task -> new Thread(task, "messages-api"));
    private final Replies replies;
    private final Latency imageLatency;
    private final Latency textLatency;
    private final Random outcomes;
    private final double timeScale;
    private final Conditions ordinary;
    private volatile Conditions conditions;

    private MessagesApi(HttpServer server, Seed seed, double timeScale, Conditions ordinary) {
        this.server = server;
        this.timeScale = timeScale;
        this.ordinary = ordinary;
        this.conditions = ordinary;
        this.replies = new Replies(seed.stream("messages replies"));
        this.imageLatency = new Latency(IMAGE_MEDIAN, 0.3, timeScale, seed.stream("messages image latency"));
        this.textLatency = new Latency(TEXT_MEDIAN, 0.25, timeScale, seed.stream("messages text latency"));
        this.outcomes = seed.stream("messages outcomes");
    }

    /**
     * Starts the API on a free port.
     *
     * @param ordinary how it is doing where nothing was ordered
     */
    public static MessagesApi start(Seed seed, double timeScale, Conditions ordinary) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MessagesApi api = new MessagesApi(server, seed, timeScale, ordinary);
        server.setExecutor(api.workers);
        server.createContext("/v1/messages", api::answer);
        server.start();
        return api;
    }

    /** What a client takes as its base URL. */
    public String baseUrl() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Changes how the API is doing, beside what was changed before, from the next request on. */
    public synchronized void change(UnaryOperator<Conditions> change) {
        conditions = change.apply(conditions);
    }

    /** Takes all changes back. */
    public synchronized void recover() {
        conditions = ordinary;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = read(exchange);
            Conditions now = conditions;
            double outcome = outcomes.nextDouble();
            if (!isAuthenticated(exchange.getRequestHeaders())) {
                send(exchange, 401, replies.error("authentication_error", "An API key is required"));
            } else if (!request.path("messages").isArray()) {
                send(exchange, 400, replies.error("invalid_request_error", "messages: Field required"));
            } else if (outcome < now.rateLimitedRatio()) {
                limit(exchange);
            } else if (outcome < now.rateLimitedRatio() + now.overloadedRatio()) {
                send(exchange, 529, replies.error("overloaded_error", "Overloaded"));
            } else if (outcome < now.rateLimitedRatio() + now.overloadedRatio() + now.brokenRatio()) {
                send(exchange, 500, replies.error("api_error", "Internal server error"));
            } else {
                think(request, now);
                send(exchange, 200, replies.message(request, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SDKs send the key in one header or in the other, by version. */
    private static boolean isAuthenticated(Headers headers) {
        return headers.containsKey("X-Api-Key") || headers.containsKey("Authorization");
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            return JSON.readTree(body);
        }
    }

    private void limit(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("retry-after", "1");
        exchange.getResponseHeaders().set("retry-after-ms", String.format(Locale.ROOT, "%.1f", 1000 * timeScale));
        send(exchange, 429, replies.error("rate_limit_error", "This request would exceed your rate limit"));
    }

    private void think(JsonNode request, Conditions now) throws InterruptedException {
        Latency latency = Replies.images(request) > 0 ? imageLatency : textLatency;
        TimeUnit.NANOSECONDS.sleep((long) (latency.next().toNanos() * now.slowdown()));
    }

    private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.getResponseHeaders().set("request-id", replies.requestId());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}

package io.phase3.agent.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Stands for a vendor's HTTP interface, on loopback: answers each request with the next reply, and keeps what was asked. */
final class VendorServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What was asked. */
    record Request(String method, String path, String body) {}

    /** An answer; one that hangs sends its headers and its body, and then nothing more. */
    record Reply(int status, String contentType, Map<String, String> headers, String body, boolean hangs) {}

    private VendorServer(HttpServer server) {
        this.server = server;
    }

    static VendorServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            VendorServer vendor = new VendorServer(server);
            server.createContext("/", vendor::answer);
            server.setExecutor(vendor.threads);
            server.start();
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers one of the next requests with JSON. */
    VendorServer json(int status, String body) {
        return json(status, Map.of(), body);
    }

    /** The same with more headers, such as {@code Retry-After-Ms}. */
    VendorServer json(int status, Map<String, String> headers, String body) {
        return reply(new Reply(status, "application/json", headers, body, false));
    }

    /** Answers one of the next requests with server-sent events, each given whole: {@code event: x\ndata: {…}}. */
    VendorServer events(String... events) {
        return reply(new Reply(200, "text/event-stream", Map.of(), join(events), false));
    }

    /** The same without an end: the rest never comes. */
    VendorServer eventsAndSilence(String... events) {
        return reply(new Reply(200, "text/event-stream", Map.of(), join(events), true));
    }

    /** Answers one of the next requests with this. */
    VendorServer reply(Reply reply) {
        replies.add(reply);
        return this;
    }

    /** Where it listens: {@code http://127.0.0.1:12345}. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked so far. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String join(String... events) {
        return String.join("\n\n", events) + "\n\n";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
            Reply reply = replies.take();
            exchange.getResponseHeaders().set("Content-Type", reply.contentType);
            reply.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(reply.body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (reply.hangs) {
                closed.await();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}

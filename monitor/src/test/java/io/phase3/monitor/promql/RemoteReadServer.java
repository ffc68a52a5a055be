package io.phase3.monitor.promql;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.iq80.snappy.Snappy;

/** A store without any series, which remembers what Prometheus has asked it for. */
final class RemoteReadServer implements AutoCloseable {
    /** A ReadResponse with one empty QueryResult. */
    private static final byte[] NOTHING = Snappy.compress(new byte[] {0x0A, 0x00});

    private final BlockingQueue<Selector> asked = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private RemoteReadServer(HttpServer server) {
        this.server = server;
    }

    static RemoteReadServer start() throws IOException {
        RemoteReadServer store =
                new RemoteReadServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        store.server.createContext("/read", store::answer);
        store.server.start();
        return store;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.addAll(ReadRequest.parse(Snappy.uncompress(body, 0, body.length)));
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.getResponseHeaders().set("Content-Encoding", "snappy");
        // The JDK's server sends head and body apart; on a connection that stays, the body waits 40 ms for the head's
        // receipt.
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(200, NOTHING.length);
        try (OutputStream answer = exchange.getResponseBody()) {
            answer.write(NOTHING);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/read";
    }

    /** What has been asked for since this was called last. */
    List<Selector> asked() {
        List<Selector> selectors = new ArrayList<>();
        asked.drainTo(selectors);
        return selectors;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

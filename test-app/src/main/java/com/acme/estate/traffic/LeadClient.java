package com.acme.estate.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One websocket client: somebody in front of a browser. */
final class LeadClient {
    private static final long TIMEOUT_SECONDS = 10;

    private final LongAdder updates;
    private WebSocket socket;

    private LeadClient(LongAdder updates) {
        this.updates = updates;
    }

    /**
     * Connects to the server.
     *
     * @param updates counts what the client is told
     */
    static LeadClient connect(HttpClient http, URI server, LongAdder updates) {
        LeadClient client = new LeadClient(updates);
        client.socket = http.newWebSocketBuilder()
                .buildAsync(server, client.new Listener())
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
        return client;
    }

    /** Sends one message; a client sends one after the other. */
    synchronized void send(String text) {
        socket.sendText(text, true).orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether the server has ended the connection. */
    boolean isTurnedAway() {
        return socket.isInputClosed();
    }

    /** Says goodbye. */
    synchronized void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Is gone without a word. */
    synchronized void drop() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            if (last) {
                updates.increment();
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}

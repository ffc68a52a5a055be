package io.phase3.agent.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A websocket client without agent, which keeps what it is told until somebody asks. */
final class Visitor implements WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private Visitor(URI uri) {
        socket = CLIENT.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    /** Connects to the port that the application has told. */
    static Visitor of(ForkedJvm jvm, String path) {
        String port = jvm.stdout().stream()
                .filter(line -> line.startsWith("port "))
                .findFirst()
                .orElseThrow()
                .substring("port ".length());
        return new Visitor(URI.create("ws://127.0.0.1:" + port + path));
    }

    Visitor say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    Visitor send(byte[] bytes, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
        return this;
    }

    Visitor pong() {
        socket.sendPong(ByteBuffer.wrap(new byte[] {1})).join();
        return this;
    }

    /** What the server says next; {@code closed CODE} once it has closed the connection. */
    String hear() {
        try {
            String next = received.poll(2, TimeUnit.MINUTES);
            if (next == null) {
                throw new AssertionError("the server says nothing");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Closes with this code, unless the server was faster. */
    void close(int code) {
        socket.sendClose(code, "").exceptionally(serverWasFaster -> socket).join();
    }

    /** Takes the cable out: no closing handshake. */
    void vanish() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        received.add(text.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
        received.add("bytes: " + bytes.remaining());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add("closed " + code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        received.add("closed by " + error);
    }
}

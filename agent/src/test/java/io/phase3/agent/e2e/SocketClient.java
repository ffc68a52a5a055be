package io.phase3.agent.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A websocket client that says one thing after the other and waits for each answer. */
final class SocketClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Never reached but by a failure. */
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private SocketClient(URI uri) {
        socket = await(HTTP.newWebSocketBuilder().buildAsync(uri, this));
    }

    /** Connects to a server on this machine. */
    static SocketClient open(int port, String path) {
        return new SocketClient(URI.create("ws://127.0.0.1:" + port + path));
    }

    /** Says something and waits until the server says the same. */
    void echo(String text) {
        say(text);
        expect(text);
    }

    /** Says something in binary and waits until the server says the same. */
    void echo(byte... bytes) {
        await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
        expect(ByteBuffer.wrap(bytes));
    }

    /** Says something that the server may answer in any way, or not at all. */
    void say(String text) {
        await(socket.sendText(text, true));
    }

    /** Waits for this to be the next thing that the server says. */
    void expect(Object answer) {
        try {
            Object next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!answer.equals(next)) {
                throw new AssertionError("expected " + answer + ", but got " + next);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Closes with this code, unless the server was faster, and waits until the server has closed too. */
    void close(int code) {
        await(socket.sendClose(code, "").exceptionally(serverWasFaster -> socket));
        await(closed);
    }

    /** Waits until the server closes, and gives its code. */
    int awaitClose() {
        return await(closed);
    }

    /** Is gone without a word. */
    void vanish() {
        socket.abort();
    }

    private static <T> T await(CompletableFuture<T> step) {
        return step.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        answers.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        answers.add(ByteBuffer.wrap(bytes));
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable thrown) {
        closed.completeExceptionally(thrown);
    }
}

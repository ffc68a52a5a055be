package com.acme.javawebsocket;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.server.WebSocketServer;

/** A server that sends back what it gets, and on command a client that talks to it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        EchoServer server = new EchoServer();
        server.start();
        server.started.await();
        System.out.println("port " + server.getPort());
        System.out.println("ready");
        String command = "";
        for (int c = System.in.read(); c >= 0; c = System.in.read()) {
            if (c == '\n') {
                if (command.equals("talk")) {
                    Talker talker = new Talker(server.getPort());
                    talker.connectBlocking();
                    talker.send("hello");
                    talker.answered.await();
                    talker.closeBlocking();
                }
                System.out.println("done " + command);
                command = "";
            } else {
                command += (char) c;
            }
        }
        System.exit(0);
    }

    static final class EchoServer extends WebSocketServer {
        final CountDownLatch started = new CountDownLatch(1);

        EchoServer() {
            super(new InetSocketAddress("127.0.0.1", 0));
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket socket, String message) {
            if (message.equals("fail")) {
                throw new IllegalStateException("as asked");
            }
            if (message.equals("bye")) {
                socket.close(4001, "as asked");
                return;
            }
            socket.send(message);
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            socket.send(message);
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            System.out.println("closed " + code);
        }

        @Override
        public void onError(WebSocket socket, Exception e) {}
    }

    static final class Talker extends WebSocketClient {
        final CountDownLatch answered = new CountDownLatch(1);

        Talker(int port) {
            super(URI.create("ws://127.0.0.1:" + port + "/"));
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String message) {
            answered.countDown();
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            System.out.println("closed " + code);
        }

        @Override
        public void onError(Exception e) {}
    }
}

package com.acme.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A server that sends back what it gets: text by a lambda, binary by a method reference. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = Vertx.vertx()
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0));
        CountDownLatch listening = new CountDownLatch(1);
        server.webSocketHandler(Main::open);
        server.listen().onComplete(listened -> listening.countDown());
        listening.await();
        System.out.println("port " + server.actualPort());
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    private static void open(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if (text.equals("fail")) {
                throw new IllegalStateException("as asked");
            }
            if (text.equals("bye")) {
                socket.close((short) 4001, "as asked");
                return;
            }
            socket.writeTextMessage(text);
        });
        socket.binaryMessageHandler(socket::writeBinaryMessage);
    }
}

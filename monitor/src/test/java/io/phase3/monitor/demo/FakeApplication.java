package io.phase3.monitor.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands for application and agent: a process that serves a file on {@code /metrics} and has a journal, or ends with an explanation. */
final class FakeApplication {

    private FakeApplication() {}

    /** Arguments: the port, the file and the journal; without the files it ends with exit code 3. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("fake application starting");
        if (arguments.length < 2) {
            System.err.println("the database is not there");
            System.exit(3);
        }
        byte[] metrics = Files.readAllBytes(Path.of(arguments[1]));
        Path journal = Files.createDirectories(Path.of(TestApplication.JOURNAL));
        Files.copy(Path.of(arguments[2]), journal.resolve("2026-01-10.jsonl"));
        int port = Integer.parseInt(arguments[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, metrics.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(metrics);
            }
        });
        server.start();
    }
}

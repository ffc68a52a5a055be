package io.phase3.monitor;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port, which can be stopped and started. */
public final class RealRedis implements AutoCloseable {
    private final int port;
    private RedisServer server;

    private RealRedis(int port) {
        this.port = port;
    }

    /** Not started yet. */
    public static RealRedis away() throws IOException {
        return new RealRedis(FreePort.find());
    }

    public int port() {
        return port;
    }

    /** Starts it at its port, with these lines of configuration; it remembers nothing unless they say so. */
    public void start(String... configuration) throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .onShutdownForceStop(true);
        for (String line : configuration) {
            builder.setting(line);
        }
        server = builder.build();
        server.start();
    }

    /** Ends it, and waits until nobody listens any more. */
    public void stop() throws IOException {
        server.stop();
        await().until(this::isRefused);
    }

    private boolean isRefused() throws IOException {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.stop();
        }
    }
}

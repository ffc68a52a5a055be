package io.phase3.agent.attribution.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port, which can be stopped, killed and hung. */
public class RealRedis implements AutoCloseable {
    public final int port;
    private RedisServer server;
    private String processId;

    /** Started at once, with these lines of configuration. */
    public RealRedis(String... configuration) throws IOException {
        this(freePort());
        start(configuration);
    }

    private RealRedis(int port) {
        this.port = port;
    }

    /** Not started yet. */
    public static RealRedis away() throws IOException {
        return new RealRedis(freePort());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it at its port, with these lines of configuration; it remembers nothing unless they say so. */
    public final void start(String... configuration) throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .onShutdownForceStop(true);
        for (String line : configuration) {
            builder.setting(line);
        }
        processId = null;
        server = builder.build();
        server.start();
    }

    /** Ends it, and waits until nobody listens any more. */
    public final void stop() throws IOException {
        server.stop();
        // The process is gone by now, but its connections may not be.
        await().until(this::isRefused);
    }

    /** Ends it without giving it time for anything, and waits until nobody listens any more. */
    public final void kill() throws IOException {
        signal("-KILL");
        stop();
    }

    private boolean isRefused() throws IOException {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    /** Any command, past the agent. */
    public final Object command(ProtocolCommand command, String... arguments) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            return text(connection.executeCommand(new CommandArguments(command).addObjects((Object[]) arguments)));
        }
    }

    private static Object text(Object answer) {
        if (answer instanceof List<?> list) {
            return list.stream().map(RealRedis::text).toList();
        }
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : answer;
    }

    final List<String> keys() {
        return keys("*");
    }

    /** The keys that match the pattern. */
    @SuppressWarnings("unchecked")
    public final List<String> keys(String pattern) {
        return (List<String>) command(Protocol.Command.KEYS, pattern);
    }

    /** Stops it as if its machine hung: connections stay, nobody answers. */
    public final void hang(boolean hanging) {
        signal(hanging ? "-STOP" : "-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, processId()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final String processId() {
        if (processId == null) {
            processId = Arrays.stream(
                            command(Protocol.Command.INFO, "server").toString().split("\r\n"))
                    .filter(line -> line.startsWith("process_id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("process_id:".length());
        }
        return processId;
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.stop();
        }
    }
}

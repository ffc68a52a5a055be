package io.phase3.agent.attribution.redis;

import static org.awaitility.Awaitility.await;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.TouchQuery;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port, with the stores that use it; at a time that stands still until it is moved. */
final class RunningRedis implements AutoCloseable {
    static final Duration LOOKBACK = Duration.ofDays(90);
    static final Duration CLAIMS_LAST = Duration.ofDays(400);
    static final int MOST_TOUCHES = 5;
    static final LeadHash LEAD = new LeadHash(0x0123456789abcdefL, 42);

    final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    final MemoryTouches meanwhile = new MemoryTouches(100_000, MOST_TOUCHES);
    final MovedClock clock = new MovedClock();
    final int port;
    private final List<RedisStore> stores = new ArrayList<>();
    private RedisServer server;
    private String processId;

    RunningRedis(String... configuration) throws IOException {
        this.port = freePort();
        start(configuration);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void start(String... configuration) throws IOException {
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

    void stop() throws IOException {
        server.stop();
        // The process is gone by now, but its connections may not be.
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

    long now() {
        return clock.millis();
    }

    RedisStore store() {
        return store(settings());
    }

    RedisStore store(Attribution.Redis settings) {
        return store(settings, meanwhile);
    }

    RedisStore store(Attribution.Redis settings, MemoryTouches ownMeanwhile) {
        RedisStore store =
                new RedisStore(settings, MOST_TOUCHES, LOOKBACK, CLAIMS_LAST, ownMeanwhile, clock, problems::add);
        stores.add(store);
        return store;
    }

    Attribution.Redis settings() {
        return settings("redis://127.0.0.1:" + port + "/0", null);
    }

    static Attribution.Redis settings(String uri, String password) {
        return settings(uri, null, password, Duration.ofSeconds(5));
    }

    static Attribution.Redis settings(String uri, String user, String password, Duration timeout) {
        return new Attribution.Redis(
                uri, Optional.ofNullable(user), Optional.ofNullable(password), false, "phase3", timeout);
    }

    static TouchQuery all(LeadHash lead) {
        return new TouchQuery(lead, 0, Long.MAX_VALUE);
    }

    static List<TouchQuery> allOf(LeadHash lead) {
        return Collections.singletonList(all(lead));
    }

    static List<Touch> touches(RedisStore store, LeadHash lead) throws Exception {
        return store.touches(allOf(lead)).get(0);
    }

    static Claim claim(String id, String owner) {
        return new Claim(false, id, owner, Split.of(Map.of("realtime_intelligence", 400L, "churn_prevention", 200L)));
    }

    /** Any command, past the store. */
    Object command(ProtocolCommand command, String... arguments) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            return text(connection.executeCommand(new CommandArguments(command).addObjects((Object[]) arguments)));
        }
    }

    private static Object text(Object answer) {
        if (answer instanceof List<?> list) {
            return list.stream().map(RunningRedis::text).toList();
        }
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : answer;
    }

    @SuppressWarnings("unchecked")
    List<String> keys() {
        return (List<String>) command(Protocol.Command.KEYS, "*");
    }

    /** Stops it as if its machine hung: connections stay, nobody answers. */
    void hang(boolean hanging) {
        String signal = hanging ? "-STOP" : "-CONT";
        try {
            new ProcessBuilder("kill", signal, processId()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String processId() {
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
        stores.forEach(RedisStore::close);
        server.stop();
    }

    static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

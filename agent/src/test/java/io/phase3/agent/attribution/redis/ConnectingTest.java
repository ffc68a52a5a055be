package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.LEAD;
import static io.phase3.agent.attribution.redis.RunningRedis.freePort;
import static io.phase3.agent.attribution.redis.RunningRedis.settings;
import static io.phase3.agent.attribution.redis.RunningRedis.touches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.agent.config.Attribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

class ConnectingTest {
    private static final String SECRET = "s3cret-word";

    @Nested
    class A_password {
        @Test
        void opens_the_door() throws Exception {
            try (RunningRedis redis = new RunningRedis("requirepass " + SECRET)) {
                redis.store(settings("redis://127.0.0.1:" + redis.port, SECRET)).flush();

                assertThat(redis.problems).isEmpty();
            }
        }

        @Test
        void opens_the_door_to_its_user() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.command(
                        Protocol.Command.ACL,
                        "SETUSER",
                        "agent",
                        "on",
                        ">" + SECRET,
                        "~phase3:*",
                        "+@read",
                        "+@write",
                        "+@scripting",
                        "+@connection");
                Attribution.Redis settings =
                        settings("redis://127.0.0.1:" + redis.port, "agent", SECRET, Duration.ofSeconds(5));
                RedisStore store = redis.store(settings);
                store.add(LEAD, "updates", redis.now());

                assertThat(touches(store, LEAD)).hasSize(1);
                assertThat(redis.problems).isEmpty();
            }
        }

        @Test
        void that_is_wrong_is_told_but_not_shown() throws Exception {
            try (RunningRedis redis = new RunningRedis("requirepass right")) {
                redis.store(settings("redis://127.0.0.1:" + redis.port, SECRET)).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("refuses the password: set PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD;")
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void that_Redis_does_not_want_is_told_but_not_shown() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("redis://127.0.0.1:" + redis.port, SECRET)).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("wants no password: remove attribution.touches.redis.password")
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void is_not_shown_even_by_a_Redis_that_repeats_it() throws Exception {
            try (RunningRedis redis = new RunningRedis("rename-command AUTH \"\"")) {
                redis.store(settings("redis://127.0.0.1:" + redis.port, SECRET)).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("answers with an error: ERR unknown command;")
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void in_the_address_is_sent_back_and_not_shown() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("redis://agent:" + SECRET + "@127.0.0.1:" + redis.port, null))
                        .flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("move user and password from attribution.touches.redis.uri")
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void of_a_user_who_may_do_too_little_does_not_help() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.command(Protocol.Command.ACL, "SETUSER", "agent", "on", ">" + SECRET, "~other:*", "+@all");
                redis.store(settings("redis://127.0.0.1:" + redis.port, "agent", SECRET, Duration.ofSeconds(5)))
                        .flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("allow it +@read +@write +@scripting +@connection ~phase3:*");
            }
        }
    }

    @Nested
    class An_address {
        @ParameterizedTest
        @ValueSource(strings = {"", "localhost", "http://localhost", "redis://", "redis://h/x", "redis://h h"})
        void that_is_none_is_told_with_how_to_write_it(String uri) throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings(uri, null)).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("write attribution.touches.redis.uri as redis://host:port/database");
            }
        }

        @Test
        void chooses_the_database() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                RedisStore store = redis.store(settings("redis://127.0.0.1:" + redis.port + "/3", null));
                store.add(LEAD, "updates", redis.now());
                store.flush();

                assertThat(redis.keys()).isEmpty();
                assertThat(redis.command(Protocol.Command.INFO, "keyspace").toString())
                        .contains("db3:keys=");
            }
        }

        @Test
        void of_a_database_that_is_not_there_is_told() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("redis://127.0.0.1:" + redis.port + "/99", null))
                        .flush();

                assertThat(redis.problems).singleElement().asString().contains("has no such database");
            }
        }

        @Test
        void of_no_cluster_is_told_if_one_is_wanted() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                Attribution.Redis settings = new Attribution.Redis(
                        "redis://127.0.0.1:" + redis.port,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        "phase3",
                        Duration.ofSeconds(5));
                redis.store(settings).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("is not a cluster: set attribution.touches.redis.cluster = false");
            }
        }
    }

    @Nested
    class Somebody_else_at_the_port {
        @Test
        void who_says_nothing_is_waited_for_no_longer_than_the_timeout() throws Exception {
            try (RunningRedis redis = new RunningRedis();
                    ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                redis.store(settings("redis://127.0.0.1:" + silent.getLocalPort(), null, null, Duration.ofMillis(50)))
                        .flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .contains("does not answer: nothing came within 50 ms");
            }
        }

        @Test
        void who_hangs_up_is_told() throws Exception {
            assertThat(problemWith("")).contains("does not answer: it closes the connection");
        }

        @Test
        void who_speaks_something_else_is_told() throws Exception {
            assertThat(problemWith("HTTP/1.1 400 Bad Request\r\n\r\n"))
                    .contains("answers in a way that Redis does not");
        }

        @Test
        void who_has_gone_is_told() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("redis://127.0.0.1:" + freePort(), null)).flush();

                assertThat(redis.problems).singleElement().asString().contains("connection refused");
            }
        }

        @Test
        void who_has_no_name_is_told() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("redis://nobody.invalid", null)).flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .startsWith("Redis at nobody.invalid:6379 does not answer: no host has this name");
            }
        }

        private String problemWith(String answer) throws Exception {
            try (RunningRedis redis = new RunningRedis();
                    Answering answering = new Answering(answer)) {
                redis.store(settings("redis://127.0.0.1:" + answering.port(), null))
                        .flush();

                assertThat(redis.problems).hasSize(1);
                return redis.problems.get(0);
            }
        }
    }

    @Nested
    class An_old_Redis {
        @Test
        void is_asked_for_nothing_that_it_does_not_know() throws Exception {
            try (RunningRedis redis = new RunningRedis();
                    Answering old = new Answering("-ERR unknown command\r\n")) {
                redis.store(settings("redis://127.0.0.1:" + old.port(), null)).flush();

                // It answers a command as soon as it begins, and may not have read the rest of the last one yet.
                await().until(() -> old.words.contains("SET"));
                assertThat(old.words).doesNotContain("HELLO", "SETINFO").containsSubsequence("CLIENT", "SETNAME");
            }
        }
    }

    /** Answers everything with the same text, as long as the other side asks. */
    private static final class Answering implements AutoCloseable {
        final List<String> words = new CopyOnWriteArrayList<>();
        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Answering(String answer) throws IOException {
            Thread thread = new Thread(() -> serve(answer));
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve(String answer) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        words.add(line);
                        if (answer.isEmpty()) {
                            break;
                        }
                        if (line.startsWith("*")) {
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // The other side has had enough.
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

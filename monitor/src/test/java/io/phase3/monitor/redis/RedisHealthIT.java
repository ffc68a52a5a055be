package io.phase3.monitor.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.phase3.monitor.RealRedis;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XReadGroupParams;

class RedisHealthIT {
    private static final StreamProgress STREAM = new StreamProgress("phase3:journal", "ledger");

    private final List<String> log = new ArrayList<>();
    private RealRedis server;
    private RedisConnection redis;
    private RedisHealth health;

    @BeforeEach
    void open() throws IOException {
        server = RealRedis.away();
        RedisSettings settings = settings(Optional.of(Secret.of("sesame")));
        redis = RedisConnection.open(settings);
        health = new RedisHealth(redis, settings, Optional.of(STREAM), log::add);
    }

    @AfterEach
    void close() throws IOException {
        redis.close();
        server.close();
    }

    @Nested
    class ARedisThatIsAway {
        @Test
        void isDownAndToldOnceWithoutThePassword() {
            assertThat(values()).containsExactly(Map.entry("phase3_redis_up", 0.0));
            assertThat(values()).containsExactly(Map.entry("phase3_redis_up", 0.0));

            String line = "Redis at 127.0.0.1:" + server.port() + " does not answer: connection refused";
            assertThat(log).containsExactly(line + "; trying again every 15 s");
            assertThat(health.status()).isEqualTo(line);
        }

        @Test
        void isUpAgainWhenItIsBack() throws IOException {
            start();
            assertThat(values()).containsEntry("phase3_redis_up", 1.0);

            server.stop();
            assertThat(values()).containsExactly(Map.entry("phase3_redis_up", 0.0));

            start();
            assertThat(values()).containsEntry("phase3_redis_up", 1.0);
            assertThat(log).hasSize(2).last().isEqualTo("Redis at 127.0.0.1:" + server.port() + " is back");
        }
    }

    @Nested
    class ARedisThatRefuses {
        @Test
        void isDownAndTheLineSaysWhatHelps() throws IOException {
            server.start("requirepass another");

            assertThat(values()).containsExactly(Map.entry("phase3_redis_up", 0.0));
            assertThat(health.status())
                    .endsWith(" refuses the user or the password: correct redis.user and PHASE3_REDIS_PASSWORD");
        }

        @Test
        void wantsAPassword() throws IOException {
            start();
            RedisSettings without = settings(Optional.empty());
            try (RedisConnection other = RedisConnection.open(without)) {
                assertThatThrownBy(() -> other.ask(UnifiedJedis::ping))
                        .isInstanceOf(RedisException.class)
                        .hasMessage("Redis at 127.0.0.1:" + server.port()
                                + " wants a password: set PHASE3_REDIS_PASSWORD, or redis.password-file");
            }
        }

        @Test
        void onlySomethingIsUpAndSaysWhatIsMissing() throws Exception {
            start();
            redis.ask(it -> it.set("phase3:journal", "no stream"));

            assertThat(values()).containsEntry("phase3_redis_up", 1.0).doesNotContainKey("phase3_ledger_stream_length");
            assertThat(health.status()).endsWith(" keeps something else under this key");
        }
    }

    @Nested
    class TouchedLeadsOf {
        @Test
        void aSmallRedisAreCounted() throws Exception {
            start();
            fill("phase3:touches:", 100);
            fill("phase3:claims:", 30);

            assertThat(values()).containsEntry("phase3_redis_touched_leads", 100.0);
        }

        @Test
        void aLargeRedisAreEstimated() throws Exception {
            start();
            fill("phase3:touches:", 20_000);
            fill("phase3:claims:", 20_000);

            // The share of a sample of about 1,000 has a standard error of 1.6 %, of 40,000 keys; this is six of them.
            assertThat(values().get("phase3_redis_touched_leads")).isCloseTo(20_000.0, within(4_000.0));
        }

        private void fill(String prefix, int keys) throws RedisException {
            redis.ask(it -> it.eval(
                    "for i = 1, ARGV[2] do redis.call('set', ARGV[1] .. i, 1) end return 1",
                    List.of(),
                    List.of(prefix, Integer.toString(keys))));
        }
    }

    @Nested
    class AStream {
        @Test
        void thatIsNotThereIsEmpty() throws IOException {
            start();

            assertThat(values())
                    .containsEntry("phase3_ledger_stream_length", 0.0)
                    .containsEntry("phase3_ledger_stream_lag", 0.0)
                    .containsEntry("phase3_ledger_stream_pending", 0.0);
        }

        @Test
        void thatNobodyReadsYetIsStillToBeRead() throws Exception {
            start();
            add(3);

            assertThat(values())
                    .containsEntry("phase3_ledger_stream_length", 3.0)
                    .containsEntry("phase3_ledger_stream_lag", 3.0)
                    .containsEntry("phase3_ledger_stream_pending", 0.0);
        }

        @Test
        void isReadAndConfirmedStepByStep() throws Exception {
            start();
            add(5);
            redis.ask(it -> it.xgroupCreate(STREAM.key(), STREAM.group(), new StreamEntryID(0, 0), false));
            List<StreamEntryID> given = give(2);

            assertThat(values())
                    .containsEntry("phase3_ledger_stream_length", 5.0)
                    .containsEntry("phase3_ledger_stream_lag", 3.0)
                    .containsEntry("phase3_ledger_stream_pending", 2.0);

            redis.ask(it -> it.xack(STREAM.key(), STREAM.group(), given.get(0)));
            assertThat(values()).containsEntry("phase3_ledger_stream_pending", 1.0);

            give(10);
            assertThat(values()).containsEntry("phase3_ledger_stream_lag", 0.0);
            assertThat(health.status())
                    .endsWith("; stream phase3:journal: 5 entries, 0 still to be read, 4 to be confirmed");
        }

        private void add(int entries) throws RedisException {
            for (int i = 0; i < entries; i++) {
                redis.ask(it -> it.xadd(STREAM.key(), StreamEntryID.NEW_ENTRY, Map.of("entry", "{}")));
            }
        }

        private List<StreamEntryID> give(int most) throws RedisException {
            return redis
                    .ask(it -> it.xreadGroup(
                            STREAM.group(),
                            "one",
                            new XReadGroupParams().count(most),
                            Map.of(STREAM.key(), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY)))
                    .get(0)
                    .getValue()
                    .stream()
                    .map(entry -> entry.getID())
                    .toList();
        }
    }

    private void start() throws IOException {
        server.start("requirepass sesame");
    }

    private RedisSettings settings(Optional<Secret> password) {
        return new RedisSettings(
                URI.create("redis://127.0.0.1:" + server.port() + "/0"),
                Optional.empty(),
                password,
                false,
                "phase3",
                Duration.ofSeconds(5));
    }

    private Map<String, Double> values() {
        return health.read().stream()
                .collect(Collectors.toMap(value -> value.family().name(), Measurement::value));
    }
}

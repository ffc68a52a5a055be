package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.LEAD;
import static io.phase3.agent.attribution.redis.RunningRedis.allOf;
import static io.phase3.agent.attribution.redis.RunningRedis.claim;
import static io.phase3.agent.attribution.redis.RunningRedis.touches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class OutageTest {
    private static final String MEANWHILE =
            "; touches wait in memory and conversions in the journal; trying again every 1 to 30 seconds";

    private RunningRedis redis;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        redis = new RunningRedis();
        store = redis.store();
        store.flush();
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    private String at() {
        return "Redis at 127.0.0.1:" + redis.port + ' ';
    }

    private void addAndFlush(String feature) {
        store.add(LEAD, feature, redis.now());
        store.flush();
    }

    @Nested
    class While_Redis_is_away {
        @BeforeEach
        void goes() throws Exception {
            redis.stop();
            addAndFlush("updates");
        }

        @Test
        void one_line_says_so_and_what_happens_meanwhile() {
            for (int i = 0; i < 100; i++) {
                redis.clock.move(Duration.ofSeconds(7));
                store.flush();
            }

            assertThat(redis.problems).containsExactly(at() + "does not answer: connection refused" + MEANWHILE);
        }

        @Test
        void touches_wait_in_memory() {
            store.add(LEAD, "photos", redis.now());

            assertThat(redis.meanwhile.touches(allOf(LEAD)).get(0))
                    .containsExactlyInAnyOrder(new Touch("updates", redis.now()), new Touch("photos", redis.now()));
        }

        @Test
        void nobody_can_tell_touches_and_claims() {
            assertThatThrownBy(() -> store.touches(allOf(LEAD))).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> store.claim(List.of(claim("1", "a"))))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> store.conversion("1")).isInstanceOf(StoreUnavailableException.class);
        }

        @Test
        void claims_wait_to_be_confirmed_but_not_without_bound() throws Exception {
            List<Claim> made = new ArrayList<>();
            for (int i = 0; i < 10_003; i++) {
                made.add(claim("deal-" + i, "journal-a"));
            }
            store.confirm(made);
            redis.start();
            redis.clock.move(Duration.ofSeconds(1));
            store.flush();

            assertThat(redis.problems)
                    .filteredOn(problem -> problem.startsWith("more than 10000 claims wait to be confirmed in Redis"))
                    .hasSize(1);
            assertThat(store.conversion("deal-2")).isEmpty();
            assertThat(store.conversion("deal-3")).isPresent();
        }

        @Test
        void who_asks_is_told_why_nobody_can_tell() {
            assertThatThrownBy(() -> store.touches(allOf(LEAD)))
                    .hasMessage(at() + "does not answer: connection refused");
        }

        @Test
        void it_is_left_alone_for_a_while() throws Exception {
            redis.start();
            store.flush();
            assertThatThrownBy(() -> store.touches(allOf(LEAD))).isInstanceOf(StoreUnavailableException.class);

            redis.clock.move(Duration.ofSeconds(1));
            assertThat(touches(store, LEAD)).hasSize(1);
        }

        @Test
        void each_attempt_waits_longer_for_the_next_up_to_half_a_minute() throws Exception {
            for (int seconds : new int[] {1, 2, 4, 8, 16, 30}) {
                redis.clock.move(Duration.ofSeconds(seconds));
                store.flush();
            }
            redis.start();
            redis.clock.move(Duration.ofMillis(29_999));
            store.flush();
            assertThat(redis.problems).hasSize(1);

            redis.clock.move(Duration.ofMillis(1));
            store.flush();
            assertThat(redis.problems).hasSize(2);
        }

        @Test
        void a_clock_that_is_set_back_does_not_keep_it_away() throws Exception {
            redis.start();
            redis.clock.move(Duration.ofHours(-1));

            assertThat(touches(store, LEAD)).hasSize(1);
        }

        @Test
        void another_reason_is_another_line() throws Exception {
            redis.start("requirepass secret");
            for (int i = 0; i < 3; i++) {
                redis.clock.move(Duration.ofSeconds(10));
                store.flush();
            }

            assertThat(redis.problems)
                    .containsExactly(
                            at() + "does not answer: connection refused" + MEANWHILE,
                            at() + "wants a password: set PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD" + MEANWHILE);
        }
    }

    @Nested
    class When_Redis_is_back {
        @Test
        void one_line_says_how_long_it_was_away_and_what_waited() throws Exception {
            redis.stop();
            addAndFlush("updates");
            addAndFlush("photos");
            redis.clock.move(Duration.ofSeconds(12));
            redis.start();
            store.flush();
            store.flush();

            assertThat(redis.problems)
                    .hasSize(2)
                    .last()
                    .isEqualTo(at() + "is back after 12 s; 2 touches waited in memory");
        }

        @Test
        void what_waited_goes_there_before_anything_is_asked() throws Exception {
            redis.stop();
            addAndFlush("updates");
            redis.start();
            redis.clock.move(Duration.ofSeconds(1));

            assertThat(touches(store, LEAD)).containsExactly(new Touch("updates", redis.now() - 1_000));
            assertThat(redis.meanwhile.leads()).isZero();
        }

        @Test
        void touches_cannot_be_told_before_all_that_waited_are_there() throws Exception {
            int leads = 2_500;
            redis.stop();
            store.flush();
            addAndFlush("updates");
            for (int i = 0; i < leads; i++) {
                store.add(new LeadHash(7, i), "updates", redis.now());
            }
            redis.start();
            redis.clock.move(Duration.ofSeconds(1));

            assertThatThrownBy(() -> store.touches(allOf(LEAD))).isInstanceOf(StoreUnavailableException.class);
            assertThat(redis.meanwhile.leads()).isEqualTo(leads + 1 - 1_000);
            store.flush();
            assertThat(touches(store, new LeadHash(7, leads - 1))).hasSize(1);
            assertThat(redis.meanwhile.leads()).isZero();
            assertThat((Long) redis.command(Protocol.Command.DBSIZE)).isGreaterThanOrEqualTo(leads + 1);
        }

        @Test
        void claims_are_confirmed_that_could_not_be_before() throws Exception {
            Claim claim = store.claim(List.of(claim("deal-1", "journal-a"))).get(0);
            redis.stop();
            store.confirm(List.of(claim));
            redis.start();
            redis.clock.move(Duration.ofSeconds(1));
            store.flush();

            Claim standing =
                    redis.store().claim(List.of(claim("deal-1", "journal-b"))).get(0);
            assertThat(standing.owner()).isEqualTo("journal-a");
        }

        @Test
        void a_batch_that_failed_half_way_is_there_once() throws Exception {
            for (int i = 0; i < 2_000; i++) {
                store.add(new LeadHash(7, i), "updates", redis.now());
            }
            store.flush();
            redis.stop();
            for (int i = 0; i < 2_000; i++) {
                store.add(new LeadHash(7, i), "updates", redis.now());
            }
            store.flush();
            redis.start();
            redis.clock.move(Duration.ofSeconds(1));
            for (int i = 0; i < 1_000; i++) {
                store.add(new LeadHash(7, i), "updates", redis.now() - 1_000);
            }
            store.flush();
            store.flush();

            assertThat(redis.meanwhile.leads()).isZero();
            for (int i : new int[] {0, 999, 1_000, 1_999}) {
                assertThat(touches(store, new LeadHash(7, i))).hasSize(1);
            }
        }

        @Test
        void but_goes_again_at_once_it_is_left_alone_for_longer() throws Exception {
            for (int seconds : new int[] {1, 2, 4}) {
                redis.stop();
                addAndFlush("updates");
                redis.start();
                redis.clock.move(Duration.ofSeconds(seconds).minusMillis(1));
                store.flush();
                assertThat(redis.problems).last().asString().contains("connection refused");
                redis.clock.move(Duration.ofMillis(1));
                store.flush();
                assertThat(redis.problems).last().asString().contains("is back after " + seconds + " s");
            }
        }
    }

    @Nested
    class A_Redis_that_hangs {
        @Test
        void is_waited_for_no_longer_than_the_timeout_however_much_is_sent() throws Exception {
            RedisStore impatient = redis.store(
                    RunningRedis.settings("redis://127.0.0.1:" + redis.port, null, null, Duration.ofMillis(100)));
            impatient.flush();
            redis.processId();
            redis.hang(true);
            try {
                String longName = "f".repeat(1_000);
                for (int i = 0; i < 9_000; i++) {
                    impatient.add(new LeadHash(7, i), longName, redis.now());
                }
                impatient.flush();
            } finally {
                redis.hang(false);
            }

            assertThat(redis.problems)
                    .containsExactly(at() + "does not answer: nothing came within 100 ms"
                            + " (attribution.touches.redis.timeout)" + MEANWHILE);
            assertThat(redis.meanwhile.leads()).isEqualTo(9_000);
        }
    }

    @Nested
    class A_full_Redis {
        @Test
        void is_one_that_is_away_until_it_has_room() throws Exception {
            addAndFlush("updates");
            redis.command(Protocol.Command.CONFIG, "SET", "maxmemory", "1");
            redis.clock.move(Duration.ofMillis(1));
            addAndFlush("photos");
            assertThatThrownBy(() -> store.claim(List.of(claim("1", "a"))))
                    .isInstanceOf(StoreUnavailableException.class);
            for (int i = 0; i < 10; i++) {
                redis.clock.move(Duration.ofSeconds(30));
                store.flush();
            }
            redis.command(Protocol.Command.CONFIG, "SET", "maxmemory", "0");
            redis.clock.move(Duration.ofSeconds(30));

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("updates", "photos");
            assertThat(redis.problems)
                    .containsExactly(
                            at() + "is full (maxmemory): give it more memory" + MEANWHILE,
                            at() + "is back after 330 s; 1 touches waited in memory");
        }
    }

    @Nested
    class A_Redis_that_became_a_replica {
        @Test
        void is_not_written_to() {
            redis.command(Protocol.Command.SLAVEOF, "127.0.0.1", "1");
            addAndFlush("updates");

            assertThat(redis.problems)
                    .singleElement()
                    .asString()
                    .startsWith(at() + "is a replica that takes no writes: name the primary in");
            assertThat(redis.meanwhile.leads()).isEqualTo(1);
        }
    }

    @Nested
    class A_lead_whose_key_is_somebody_elses {
        private final LeadHash taken = new LeadHash(6, 6);

        @BeforeEach
        void is_taken() {
            redis.command(Protocol.Command.SET, "phase3:touches:{" + taken + "}", "hello");
            store.add(LEAD, "updates", redis.now());
            store.add(taken, "photos", redis.now());
            store.flush();
        }

        @Test
        void has_touches_in_memory_and_the_others_are_none_the_worse() throws Exception {
            assertThat(touches(redis.store(), LEAD)).hasSize(1);
            assertThat(touches(store, taken)).containsExactly(new Touch("photos", redis.now()));
            assertThat(redis.meanwhile.leads()).isEqualTo(1);
        }

        @Test
        void is_told_once() throws Exception {
            store.add(taken, "photos", redis.now());
            touches(store, taken);

            assertThat(redis.problems)
                    .containsExactly(at()
                            + "has another application's values under keys that begin with phase3:touches:;"
                            + " attribution.touches.redis.key-prefix must be used by Phase 3 alone");
        }

        @Test
        void does_not_keep_touches_from_being_told_after_an_outage() throws Exception {
            redis.stop();
            addAndFlush("photos");
            redis.start();
            redis.command(Protocol.Command.SET, "phase3:touches:{" + taken + "}", "hello");
            redis.clock.move(Duration.ofSeconds(1));
            store.flush();

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("photos");
            assertThat(redis.meanwhile.leads()).isEqualTo(1);
        }
    }
}

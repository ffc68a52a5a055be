package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.CLAIMS_LAST;
import static io.phase3.agent.attribution.redis.RunningRedis.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.touches.MemoryTouches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class SharedClaimsTest {
    /** What {@code printf deal-1 | sha256sum | cut -c-32} says. */
    private static final String KEY = "phase3:conversion:{b7ccaea5b2984887810e02d503845866}";

    private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();

    private RunningRedis redis;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        redis = new RunningRedis();
        store = redis.store();
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    private Claim claimed(RedisStore by, Claim claim) throws Exception {
        return by.claim(List.of(claim)).get(0);
    }

    @Nested
    class A_claim {
        @Test
        void stands_if_it_is_the_first() throws Exception {
            Claim standing = claimed(store, claim("deal-1", "journal-a"));

            assertThat(standing.owner()).isEqualTo("journal-a");
            assertThat(standing.split()).isEqualTo(claim("deal-1", "x").split());
        }

        @Test
        void gives_way_to_the_one_before_it_with_that_ones_split() throws Exception {
            claimed(store, new Claim(false, "deal-1", "journal-a", Split.whole("photos", 7)));
            Claim standing = claimed(redis.store(), claim("deal-1", "journal-b"));

            assertThat(standing.owner()).isEqualTo("journal-a");
            assertThat(standing.split()).isEqualTo(Split.whole("photos", 7));
        }

        @Test
        void of_the_same_JVM_stands_with_the_split_that_it_had_at_first() throws Exception {
            claimed(store, new Claim(false, "deal-1", "journal-a", Split.whole("photos", 7)));
            Claim standing = claimed(redis.store(), claim("deal-1", "journal-a"));

            assertThat(standing.owner()).isEqualTo("journal-a");
            assertThat(standing.split()).isEqualTo(Split.whole("photos", 7));
        }

        @Test
        void of_a_reversal_is_another_than_that_of_the_conversion() throws Exception {
            claimed(store, claim("deal-1", "journal-a"));
            Claim standing = claimed(store, new Claim(true, "deal-1", "journal-b", Split.whole("photos", 7)));

            assertThat(standing.owner()).isEqualTo("journal-b");
            assertThat(standing.isReversal()).isTrue();
        }

        @Test
        void is_answered_in_the_order_of_the_questions() throws Exception {
            claimed(redis.store(), claim("2", "journal-b"));

            assertThat(store.claim(List.of(claim("1", "journal-a"), claim("2", "journal-a"), claim("3", "journal-a"))))
                    .extracting(Claim::owner)
                    .containsExactly("journal-a", "journal-b", "journal-a");
        }

        @Test
        void does_not_show_its_id() throws Exception {
            claimed(store, claim("deal-1", "journal-a"));

            assertThat(redis.keys()).contains(KEY).noneMatch(key -> key.contains("deal"));
        }

        @Test
        void runs_out_in_five_minutes_if_nobody_confirms_it() throws Exception {
            claimed(store, claim("deal-1", "journal-a"));

            assertThat((Long) redis.command(Protocol.Command.PTTL, KEY)).isBetween(FIVE_MINUTES - 60_000, FIVE_MINUTES);
        }

        @Test
        void that_several_JVMs_make_at_once_is_won_by_exactly_one() throws Exception {
            int ids = 1_000;
            CyclicBarrier together = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<List<Claim>>> answers = new ArrayList<>();
            for (String owner : List.of("journal-a", "journal-b")) {
                RedisStore own = redis.store(redis.settings(), new MemoryTouches(10, 10));
                answers.add(threads.submit(() -> {
                    List<Claim> standing = new ArrayList<>();
                    for (int id = 0; id < ids; id += 10) {
                        List<Claim> some = new ArrayList<>();
                        for (int i = id; i < id + 10; i++) {
                            some.add(claim("deal-" + i, owner));
                        }
                        together.await();
                        standing.addAll(own.claim(some));
                    }
                    return standing;
                }));
            }
            threads.shutdown();
            List<Claim> first = answers.get(0).get();
            List<Claim> second = answers.get(1).get();

            assertThat(first).hasSize(ids);
            assertThat(first)
                    .extracting(Claim::owner)
                    .isEqualTo(second.stream().map(Claim::owner).toList());
        }
    }

    @Nested
    class A_confirmed_claim {
        @Test
        void lasts() throws Exception {
            Claim claim = claimed(store, claim("deal-1", "journal-a"));
            store.confirm(List.of(claim));

            assertThat((Long) redis.command(Protocol.Command.PTTL, KEY))
                    .isBetween(CLAIMS_LAST.toMillis() - 60_000, CLAIMS_LAST.toMillis());
            assertThat(redis.problems).isEmpty();
        }

        @Test
        void lasts_even_if_it_had_run_out_before() throws Exception {
            Claim claim = claimed(store, claim("deal-1", "journal-a"));
            redis.command(Protocol.Command.DEL, KEY);
            store.confirm(List.of(claim));

            assertThat(claimed(redis.store(), claim("deal-1", "journal-b")).owner())
                    .isEqualTo("journal-a");
            assertThat((Long) redis.command(Protocol.Command.PTTL, KEY)).isGreaterThan(FIVE_MINUTES);
        }

        @Test
        void leaves_alone_that_of_another_JVM_and_says_that_both_have_counted() throws Exception {
            Claim lost = claimed(store, claim("deal-1", "journal-a"));
            redis.command(Protocol.Command.DEL, KEY);
            claimed(redis.store(), claim("deal-1", "journal-ab"));
            store.confirm(List.of(lost));
            store.confirm(List.of(lost));

            assertThat(claimed(store, lost).owner()).isEqualTo("journal-ab");
            assertThat(redis.problems).singleElement().asString().contains("both journals have them");
        }
    }

    @Nested
    class A_conversion {
        @Test
        void is_found_by_its_id_whoever_claimed_it() throws Exception {
            Claim claim = claimed(store, claim("deal-1", "journal-a"));

            assertThat(redis.store().conversion("deal-1")).get().satisfies(found -> {
                assertThat(found.owner()).isEqualTo("journal-a");
                assertThat(found.split().parts())
                        .containsExactlyEntriesOf(claim.split().parts());
                assertThat(found.isReversal()).isFalse();
            });
        }

        @Test
        void is_not_there_if_nobody_claimed_it_or_its_reversal_alone() throws Exception {
            claimed(store, new Claim(true, "deal-1", "journal-a", Split.of(Map.of())));

            assertThat(store.conversion("deal-1")).isEmpty();
        }
    }

    @Nested
    class Somebody_elses_value {
        @Test
        void is_somebody_elses_claim() throws Exception {
            redis.command(Protocol.Command.SET, KEY, "hello");

            assertThat(claimed(store, claim("deal-1", "journal-a")).owner()).isEmpty();
            assertThat(store.conversion("deal-1")).isEmpty();
            assertThat(redis.problems)
                    .containsExactly("Redis at 127.0.0.1:" + redis.port
                            + " has another application's values under keys that begin with phase3:conversion:;"
                            + " attribution.touches.redis.key-prefix must be used by Phase 3 alone");
        }

        @Test
        void of_another_type_is_left_alone_too() throws Exception {
            redis.command(Protocol.Command.RPUSH, KEY, "hello");

            assertThat(claimed(store, claim("deal-1", "journal-a")).owner()).isEmpty();
            store.confirm(List.of(claim("deal-1", "journal-a"), claim("deal-2", "journal-a")));
            assertThat(redis.command(Protocol.Command.TYPE, KEY)).isEqualTo("list");
            assertThat(store.conversion("deal-2")).isPresent();
            assertThat(redis.problems).hasSize(1);
        }
    }
}

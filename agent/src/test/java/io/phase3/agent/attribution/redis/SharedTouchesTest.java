package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.LEAD;
import static io.phase3.agent.attribution.redis.RunningRedis.LOOKBACK;
import static io.phase3.agent.attribution.redis.RunningRedis.MOST_TOUCHES;
import static io.phase3.agent.attribution.redis.RunningRedis.touches;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.TouchQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class SharedTouchesTest {
    private static final String KEY = "phase3:touches:{" + LEAD + "}";

    private RunningRedis redis;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        redis = new RunningRedis();
        store = redis.store();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(redis.problems).as("problems").isEmpty();
        redis.close();
    }

    @Nested
    class Touches {
        @Test
        void are_found_in_the_order_of_time_by_any_store_of_the_same_Redis() throws Exception {
            store.add(LEAD, "coaching", redis.now());
            store.add(LEAD, "updates", redis.now() - 1);
            store.flush();

            assertThat(touches(redis.store(), LEAD))
                    .containsExactly(new Touch("updates", redis.now() - 1), new Touch("coaching", redis.now()));
        }

        @Test
        void of_two_stores_add_up() throws Exception {
            RedisStore other = redis.store();
            store.add(LEAD, "updates", redis.now());
            store.flush();
            other.add(LEAD, "photos", redis.now() + 1);
            other.flush();

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("updates", "photos");
        }

        @Test
        void are_found_by_the_store_that_was_just_told() throws Exception {
            store.add(LEAD, "updates", redis.now());

            assertThat(touches(store, LEAD)).containsExactly(new Touch("updates", redis.now()));
        }

        @Test
        void wait_for_the_flush() {
            store.add(LEAD, "updates", redis.now());
            assertThat(redis.keys()).isEmpty();

            store.flush();
            assertThat(redis.keys()).contains(KEY);
        }

        @Test
        void do_not_wait_without_bound() {
            for (int i = 0; i < 10_000; i++) {
                store.add(new LeadHash(1, i), "updates", redis.now());
            }

            assertThat(redis.command(Protocol.Command.DBSIZE)).isIn(10_000L, 10_001L);
        }

        @Test
        void are_asked_for_between_two_moments_both_inclusive() throws Exception {
            for (int i = 0; i < 4; i++) {
                store.add(LEAD, "updates", redis.now() + i);
            }

            assertThat(store.touches(Arrays.asList(
                            new TouchQuery(LEAD, redis.now() + 1, redis.now() + 2),
                            new TouchQuery(new LeadHash(9, 9), 0, Long.MAX_VALUE),
                            new TouchQuery(LEAD, Long.MIN_VALUE, redis.now()))))
                    .containsExactly(
                            List.of(new Touch("updates", redis.now() + 1), new Touch("updates", redis.now() + 2)),
                            List.of(),
                            List.of(new Touch("updates", redis.now())));
        }

        @Test
        void told_twice_are_one() throws Exception {
            for (int i = 0; i < 2; i++) {
                store.add(LEAD, "updates", redis.now());
                store.add(LEAD, "updates", redis.now());
                store.flush();
            }

            assertThat(touches(store, LEAD)).containsExactly(new Touch("updates", redis.now()));
        }

        @Test
        void keep_whatever_name_their_feature_has() throws Exception {
            String odd = "a:b {ü} \n%\"'";
            store.add(LEAD, odd, redis.now());

            assertThat(touches(store, LEAD)).containsExactly(new Touch(odd, redis.now()));
        }
    }

    @Nested
    class A_lead_of_many_touches {
        @Test
        void keeps_its_first_one_and_the_latest_others() throws Exception {
            List<Touch> all = new ArrayList<>();
            for (int i = 0; i < 1_234; i++) {
                all.add(new Touch("updates", redis.now() + i));
                store.add(LEAD, "updates", redis.now() + i);
            }

            assertThat(touches(store, LEAD))
                    .startsWith(all.get(0))
                    .endsWith(all.subList(all.size() - MOST_TOUCHES + 1, all.size())
                            .toArray(new Touch[0]))
                    .hasSize(MOST_TOUCHES);
        }

        @Test
        void keeps_them_in_whatever_order_they_came() throws Exception {
            for (int i : new int[] {3, 7, 1, 8, 2, 6, 4, 5}) {
                store.add(LEAD, "updates", redis.now() + i);
                store.flush();
            }

            assertThat(touches(store, LEAD))
                    .extracting(touch -> touch.time() - redis.now())
                    .containsExactly(1L, 5L, 6L, 7L, 8L);
        }
    }

    @Nested
    class What_is_older_than_the_lookback {
        @Test
        void goes_with_the_next_touch() throws Exception {
            store.add(LEAD, "updates", redis.now());
            store.add(LEAD, "photos", redis.now() + 1);
            store.flush();
            redis.clock.move(LOOKBACK.plusMillis(1));
            store.add(LEAD, "coaching", redis.now());

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("photos", "coaching");
        }

        @Test
        void expires() {
            store.add(LEAD, "updates", redis.now());
            store.flush();

            assertThat((Long) redis.command(Protocol.Command.PTTL, KEY))
                    .isBetween(LOOKBACK.toMillis() - 60_000, LOOKBACK.toMillis());
        }
    }

    @Nested
    class The_script {
        @Test
        void is_sent_again_to_a_Redis_that_has_forgotten_it() throws Exception {
            store.add(LEAD, "updates", redis.now());
            store.flush();
            redis.command(Protocol.Command.SCRIPT, "FLUSH");
            store.add(LEAD, "photos", redis.now() + 1);

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("updates", "photos");
        }
    }

    @Nested
    class A_connection {
        @Test
        void that_Redis_closed_is_opened_again_without_a_word() throws Exception {
            store.add(LEAD, "updates", redis.now());
            store.flush();
            redis.command(Protocol.Command.CLIENT, "KILL", "TYPE", "normal");
            store.add(LEAD, "photos", redis.now() + 1);

            assertThat(touches(store, LEAD)).extracting(Touch::feature).containsExactly("updates", "photos");
        }

        @Test
        void has_a_name() {
            store.flush();

            assertThat(redis.command(Protocol.Command.CLIENT, "LIST").toString())
                    .containsOnlyOnce("name=phase3");
        }

        @Test
        void leaves_an_interrupt_to_whom_it_is_meant_for() {
            store.add(LEAD, "updates", redis.now());
            Thread.currentThread().interrupt();
            store.flush();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(redis.keys()).contains(KEY);
        }

        @Test
        void starts_no_thread() {
            store.add(LEAD, "updates", redis.now());
            store.flush();

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(thread -> thread.getName().toLowerCase(java.util.Locale.ROOT))
                    .noneMatch(name -> name.contains("jedis") || name.contains("pool2") || name.contains("evictor"));
        }
    }
}

package io.phase3.agent.attribution.touches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.attribution.model.Touch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTouchesTest {
    private static final LeadHash ANN = new LeadHash(1, 1);
    private static final LeadHash BEN = new LeadHash(2, 2);
    private static final LeadHash CAT = new LeadHash(3, 3);
    private static final LeadHash DAN = new LeadHash(4, 4);

    private final MemoryTouches store = new MemoryTouches(3, 4);

    private List<Touch> all(LeadHash lead) {
        return between(lead, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private List<Touch> between(LeadHash lead, long from, long to) {
        return store.touches(List.of(new TouchQuery(lead, from, to))).get(0);
    }

    private static Touch touch(String feature, long time) {
        return new Touch(feature, time);
    }

    @Nested
    class A_lead {
        @Test
        void has_no_touches_before_the_first() {
            assertThat(all(ANN)).isEmpty();
        }

        @Test
        void has_its_own_touches_alone() {
            store.add(ANN, "vision", 10);
            store.add(BEN, "churn", 20);
            assertThat(all(ANN)).containsExactly(touch("vision", 10));
            assertThat(all(BEN)).containsExactly(touch("churn", 20));
        }

        @Test
        void is_recognised_by_an_equal_hash() {
            store.add(new LeadHash(1, 1), "vision", 10);
            assertThat(all(ANN)).hasSize(1);
        }
    }

    @Nested
    class Touches {
        @Test
        void are_in_the_order_of_time_however_they_arrive() {
            store.add(ANN, "vision", 30);
            store.add(ANN, "churn", 10);
            store.add(ANN, "vision", 20);
            assertThat(all(ANN)).containsExactly(touch("churn", 10), touch("vision", 20), touch("vision", 30));
        }

        @Test
        void count_once_if_feature_and_millisecond_are_the_same() {
            store.add(ANN, "vision", 10);
            store.add(ANN, "churn", 10);
            store.add(ANN, "vision", 10);
            assertThat(all(ANN)).containsExactlyInAnyOrder(touch("vision", 10), touch("churn", 10));
        }

        @Test
        void are_kept_at_any_time_that_a_clock_may_show() {
            for (long time : new long[] {0, -1, 1_767_225_600_000L, 140_737_488_355_327L}) {
                store.add(ANN, "vision", time);
            }
            assertThat(all(ANN))
                    .extracting(Touch::time)
                    .containsExactly(-1L, 0L, 1_767_225_600_000L, 140_737_488_355_327L);
        }

        @Test
        void at_an_impossible_time_are_kept_at_the_nearest_possible() {
            store.add(ANN, "vision", Long.MIN_VALUE);
            store.add(ANN, "churn", Long.MAX_VALUE);
            assertThat(all(ANN))
                    .containsExactly(touch("vision", -140_737_488_355_328L), touch("churn", 140_737_488_355_327L));
        }
    }

    @Nested
    class A_lead_with_all_the_touches_that_it_may_have {
        private void fill() {
            for (long time = 10; time <= 40; time += 10) {
                store.add(ANN, "vision", time);
            }
        }

        private List<Long> times() {
            return all(ANN).stream().map(Touch::time).toList();
        }

        @Test
        void keeps_the_first_and_the_latest_others() {
            fill();
            store.add(ANN, "churn", 50);
            store.add(ANN, "churn", 60);
            assertThat(times()).containsExactly(10L, 40L, 50L, 60L);
        }

        @Test
        void takes_an_earlier_one_as_its_first() {
            fill();
            store.add(ANN, "churn", 5);
            assertThat(times()).containsExactly(5L, 20L, 30L, 40L);
        }

        @Test
        void takes_one_in_between_that_is_later_than_the_oldest_other() {
            fill();
            store.add(ANN, "churn", 35);
            assertThat(times()).containsExactly(10L, 30L, 35L, 40L);
        }

        @Test
        void does_without_one_right_after_the_first() {
            fill();
            store.add(ANN, "churn", 15);
            assertThat(times()).containsExactly(10L, 20L, 30L, 40L);
        }

        @Test
        void loses_nothing_by_a_touch_that_is_there_already() {
            fill();
            store.add(ANN, "vision", 30);
            assertThat(times()).containsExactly(10L, 20L, 30L, 40L);
        }

        @Test
        void has_its_first_alone_if_it_may_have_one() {
            MemoryTouches one = new MemoryTouches(1, 1);
            for (long time : new long[] {20, 30, 10, 15}) {
                one.add(ANN, "vision", time);
            }
            assertThat(one.touches(List.of(new TouchQuery(ANN, 0, 100)))).containsExactly(List.of(touch("vision", 10)));
        }
    }

    @Nested
    class A_query {
        @Test
        void includes_both_of_its_limits() {
            for (long time = 10; time <= 40; time += 10) {
                store.add(ANN, "vision", time);
            }
            assertThat(between(ANN, 20, 30)).containsExactly(touch("vision", 20), touch("vision", 30));
            assertThat(between(ANN, 21, 29)).isEmpty();
        }

        @Test
        void is_answered_in_its_place() throws Exception {
            store.add(ANN, "vision", 10);
            store.add(BEN, "churn", 20);
            assertThat(store.touches(List.of(
                            new TouchQuery(BEN, 0, 99), new TouchQuery(CAT, 0, 99), new TouchQuery(ANN, 0, 99))))
                    .containsExactly(List.of(touch("churn", 20)), List.of(), List.of(touch("vision", 10)));
        }
    }

    @Nested
    class A_store_with_all_the_leads_that_it_may_have {
        private void fill() {
            store.add(ANN, "vision", 10);
            store.add(BEN, "vision", 20);
            store.add(CAT, "vision", 30);
        }

        @Test
        void forgets_the_least_recently_touched() {
            fill();
            store.add(DAN, "vision", 40);
            assertThat(all(ANN)).isEmpty();
            assertThat(store.leads()).isEqualTo(3);
            assertThat(List.of(all(BEN), all(CAT), all(DAN))).doesNotContain(List.of());
        }

        @Test
        void tells_of_each_lead_that_it_forgets_and_of_none_that_is_taken_away() {
            int[] forgotten = {0};
            MemoryTouches small = new MemoryTouches(2, 10, () -> forgotten[0]++);
            small.add(ANN, "vision", 10);
            small.add(BEN, "vision", 20);
            small.add(BEN, "vision", 21);
            assertThat(forgotten[0]).isZero();
            small.add(CAT, "vision", 30);
            assertThat(forgotten[0]).isEqualTo(1);
            small.drain(2, (lead, touches) -> {});
            assertThat(forgotten[0]).isEqualTo(1);
        }

        @Test
        void holds_a_lead_for_recent_that_was_touched_again() {
            fill();
            store.add(ANN, "vision", 11);
            store.add(DAN, "vision", 40);
            assertThat(all(ANN)).hasSize(2);
            assertThat(all(BEN)).isEmpty();
        }

        @Test
        void does_not_hold_a_lead_for_recent_because_it_was_asked_for() {
            fill();
            assertThat(all(ANN)).hasSize(1);
            store.add(DAN, "vision", 40);
            assertThat(all(ANN)).isEmpty();
        }

        @Test
        void forgets_nobody_for_a_lead_that_it_knows() {
            fill();
            store.add(CAT, "churn", 40);
            assertThat(List.of(all(ANN), all(BEN), all(CAT))).doesNotContain(List.of());
        }
    }

    @Nested
    class Draining {
        private final Map<LeadHash, List<Touch>> drained = new LinkedHashMap<>();

        private void fill() {
            store.add(ANN, "vision", 20);
            store.add(BEN, "vision", 30);
            store.add(ANN, "churn", 10);
        }

        @Test
        void hands_out_every_lead_with_its_touches_and_forgets_them() {
            fill();
            store.drain(Integer.MAX_VALUE, drained::put);
            assertThat(drained)
                    .containsOnly(
                            Map.entry(ANN, List.of(touch("churn", 10), touch("vision", 20))),
                            Map.entry(BEN, List.of(touch("vision", 30))));
            assertThat(store.isEmpty()).isTrue();
            assertThat(all(ANN)).isEmpty();
        }

        @Test
        void begins_with_the_least_recently_touched_and_ends_after_as_many_as_asked_for() {
            fill();
            store.drain(1, drained::put);
            assertThat(drained).containsOnlyKeys(BEN);
            assertThat(store.leads()).isEqualTo(1);
            assertThat(store.isEmpty()).isFalse();
        }

        @Test
        void of_an_empty_store_hands_out_nothing() {
            store.drain(5, drained::put);
            assertThat(drained).isEmpty();
        }

        @Test
        void ends_with_what_the_receiver_throws_and_keeps_the_leads_that_it_was_not_given() {
            fill();
            IllegalStateException full = new IllegalStateException("full");
            assertThatThrownBy(() -> store.drain(5, (lead, touches) -> {
                        throw full;
                    }))
                    .isSameAs(full);
            assertThat(all(BEN)).isEmpty();
            assertThat(all(ANN)).hasSize(2);
        }

        @Test
        void lets_the_receiver_add_a_lead_again() {
            fill();
            store.drain(2, (lead, touches) -> touches.forEach(touch -> store.add(lead, touch.feature(), touch.time())));
            assertThat(all(ANN)).containsExactly(touch("churn", 10), touch("vision", 20));
            assertThat(all(BEN)).containsExactly(touch("vision", 30));
        }
    }

    @Nested
    class Eight_threads {
        private static final int LEADS = 500;
        private static final int TOUCHES = 25;

        private final MemoryTouches shared = new MemoryTouches(LEADS, 8 * TOUCHES);

        private void together(Callable<Void> task, Callable<Void> other) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Void>> tasks = new ArrayList<>();
                IntStream.range(0, 8).forEach(thread -> tasks.add(thread % 2 == 0 ? task : other));
                for (Future<Void> done : threads.invokeAll(tasks)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private Void addAll() {
            String feature = Thread.currentThread().getName();
            for (int time = 0; time < TOUCHES; time++) {
                for (int lead = 0; lead < LEADS; lead++) {
                    shared.add(new LeadHash(lead, lead), feature, time);
                }
            }
            return null;
        }

        @Test
        void lose_no_touch_below_the_bounds() throws Exception {
            together(this::addAll, this::addAll);
            for (int lead = 0; lead < LEADS; lead++) {
                TouchQuery query = new TouchQuery(new LeadHash(lead, lead), 0, TOUCHES);
                assertThat(shared.touches(List.of(query)).get(0))
                        .doesNotHaveDuplicates()
                        .hasSize(8 * TOUCHES);
            }
        }

        @Test
        void lose_no_touch_while_some_drain() throws Exception {
            List<Touch> drained = new ArrayList<>();
            Callable<Void> drainAll = () -> {
                shared.drain(20_000, (lead, touches) -> {
                    synchronized (drained) {
                        drained.addAll(touches);
                    }
                });
                return null;
            };
            together(this::addAll, drainAll);
            drainAll.call();
            assertThat(drained).hasSize(4 * TOUCHES * LEADS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void without_room_is_refused(int none) {
        assertThatThrownBy(() -> new MemoryTouches(none, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemoryTouches(1, none)).isInstanceOf(IllegalArgumentException.class);
    }
}

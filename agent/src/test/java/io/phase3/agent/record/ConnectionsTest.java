package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final int THREADS = 8;

    private final Metrics metrics = new Metrics(100);
    private final AtomicInteger refused = new AtomicInteger();
    private final OpenConnections connections = following(1_000_000);

    private OpenConnections following(int most) {
        return new OpenConnections(metrics.connections(), most, refused::incrementAndGet);
    }

    private Double open(String feature) {
        return metrics.registry()
                .getSampleValue("phase3_websocket_connections", new String[] {"feature"}, new String[] {feature});
    }

    private Double closed(String feature, String reason) {
        return metrics.registry()
                .getSampleValue("phase3_websocket_disconnects_total", new String[] {"feature", "reason"}, new String[] {
                    feature, reason
                });
    }

    @Nested
    class A_connection {
        private final Object connection = new Object();

        @Test
        void is_open_until_it_is_closed() {
            connections.opened(connection, "leads");
            assertThat(open("leads")).isEqualTo(1);
            connections.closed(connection, "normal");
            assertThat(open("leads")).isZero();
            assertThat(closed("leads", "normal")).isEqualTo(1);
        }

        @Test
        void is_opened_and_closed_once() {
            connections.opened(connection, "leads");
            connections.opened(connection, "leads");
            connections.opened(connection, "deals");
            assertThat(open("leads")).isEqualTo(1);
            assertThat(open("deals")).isNull();
            connections.closed(connection, "normal");
            connections.closed(connection, "abnormal");
            assertThat(open("leads")).isZero();
            assertThat(closed("leads", "abnormal")).isNull();
        }

        @Test
        void may_be_opened_again() {
            for (int i = 0; i < 3; i++) {
                connections.opened(connection, "leads");
                connections.closed(connection, "normal");
            }
            assertThat(open("leads")).isZero();
            assertThat(closed("leads", "normal")).isEqualTo(3);
        }

        @Test
        void that_nobody_has_seen_open_is_not_closed() {
            connections.closed(connection, "normal");
            assertThat(closed("leads", "normal")).isNull();
        }

        @Test
        void is_known_by_its_identity() {
            List<String> first = new ArrayList<>();
            List<String> equal = new ArrayList<>();
            connections.opened(first, "leads");
            connections.opened(equal, "leads");
            first.add("changes its hash code");
            connections.closed(first, "normal");
            assertThat(open("leads")).isEqualTo(1);
            connections.closed(equal, "normal");
            assertThat(open("leads")).isZero();
        }

        @Test
        void past_the_bound_is_refused() {
            OpenConnections one = following(1);
            one.opened(connection, "leads");
            one.opened(connection, "leads");
            assertThat(refused).hasValue(0);
            one.opened(new Object(), "leads");
            assertThat(refused).hasValue(1);
            assertThat(open("leads")).isEqualTo(1);
        }
    }

    @Nested
    class Memory {
        @Test
        void holds_nothing_of_a_million_that_were_opened_and_closed() {
            for (int i = 0; i < 1_000_000; i++) {
                Object connection = new Object();
                connections.opened(connection, "leads");
                connections.closed(connection, "normal");
            }
            assertThat(connections.count()).isZero();
            assertThat(open("leads")).isZero();
            assertThat(closed("leads", "normal")).isEqualTo(1e6);
        }

        @Test
        void keeps_no_connection_alive_and_the_next_scrape_finds_those_lost() {
            for (int i = 0; i < 1_000; i++) {
                connections.opened(new Object(), "leads");
            }
            await().untilAsserted(() -> {
                System.gc();
                assertThat(closed("leads", "lost")).isEqualTo(1_000);
            });
            assertThat(open("leads")).isZero();
            assertThat(connections.count()).isZero();
        }

        @Test
        void has_room_again_once_some_were_lost() {
            OpenConnections ten = following(10);
            for (int i = 0; i < 10; i++) {
                ten.opened(new Object(), "leads");
            }
            await().until(() -> {
                System.gc();
                int before = refused.get();
                Object connection = new Object();
                ten.opened(connection, "leads");
                ten.closed(connection, "normal");
                return refused.get() == before;
            });
        }
    }

    @Nested
    class Eight_threads {
        private void each(Callable<Void> work) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Void>> ends = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    ends.add(threads.submit(work));
                }
                for (Future<Void> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void count_their_own_exactly() throws Exception {
            List<Object> left = new ArrayList<>();
            each(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Object connection = new Object();
                    connections.opened(connection, "leads");
                    if (i % 100 == 0) {
                        synchronized (left) {
                            left.add(connection);
                        }
                    } else {
                        connections.closed(connection, "normal");
                    }
                }
                return null;
            });
            assertThat(left).hasSize(1_600);
            assertThat(open("leads")).isEqualTo(1_600);
            assertThat(closed("leads", "normal")).isEqualTo(158_400);
        }

        @Test
        void open_and_close_the_same_ones_as_often_as_each_other() throws Exception {
            Object[] shared = new Object[16];
            Arrays.setAll(shared, i -> new Object());
            each(() -> {
                for (int i = 0; i < 20_000; i++) {
                    connections.opened(shared[i % shared.length], "leads");
                    connections.closed(shared[(i * 7) % shared.length], "normal");
                }
                return null;
            });
            assertThat(open("leads")).isEqualTo(connections.count());
            for (Object connection : shared) {
                connections.closed(connection, "normal");
            }
            assertThat(open("leads")).isZero();
        }
    }

    @Nested
    class A_rule {
        private final Desk.Message session = new Desk.Message("session", 1);
        private final WovenMethod connect = WovenMethod.of(
                "handle",
                rule(Kind.CONNECT).feature("leads").expression(Attribute.CONNECTION, Expression.parse("arg0")),
                metrics);

        @Test
        void shows_its_feature_from_the_start() {
            assertThat(open("leads")).isZero();
            assertThat(closed("leads", "normal")).isZero();
        }

        @Test
        void counts_a_connection_however_the_call_ends() {
            connect.returned(1, null, session);
            connect.threw(1, new IOException(), new Desk.Message("session", 2));
            assertThat(open("leads")).isEqualTo(2);
        }

        @Test
        void counts_nothing_where_there_is_no_connection() {
            connect.returned(1, null, (Object) null);
            assertThat(open("leads")).isZero();
            assertThat(connect.failures()).isEmpty();
        }

        @Test
        void has_no_durations() {
            connect.returned(1, null, session);
            assertThat(connect.value(
                            "phase3_websocket_latency_seconds_count",
                            "feature=leads",
                            "message_type=handle",
                            "outcome=success"))
                    .isNull();
        }

        @Test
        void without_a_feature_has_that_of_messages() {
            WovenMethod.of(
                    "handle", rule(Kind.CONNECT).expression(Attribute.CONNECTION, Expression.parse("arg0")), metrics);
            assertThat(open("websocket_default")).isZero();
        }

        @Test
        void without_a_connection_cannot_be() {
            assertThatThrownBy(() -> WovenMethod.of("handle", rule(Kind.DISCONNECT)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("kind disconnect needs connection, the expression of the object whose identity is the"
                            + " connection");
        }
    }
}

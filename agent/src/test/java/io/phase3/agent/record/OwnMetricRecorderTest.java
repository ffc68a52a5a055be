package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Metrics;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnMetricRecorderTest {
    private static final long TWO_SECONDS = 2_000_000_000L;

    private final Desk.Message message = new Desk.Message("lead_update", 7);

    private static Rule.Builder own(Kind kind, String metric) {
        return rule(kind).metric(metric);
    }

    private static Rule.Builder own(Kind kind, String metric, String value) {
        return own(kind, metric).expression(Attribute.VALUE, Expression.parse(value));
    }

    @Nested
    class A_counter {
        @Test
        void counts_calls_if_the_rule_has_no_value() {
            WovenMethod method = WovenMethod.of("publish", own(Kind.COUNTER, "events_total"));
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            method.threw(TWO_SECONDS, new IOException(), message, "leads", 1L);
            assertThat(method.value("events_total")).isEqualTo(2);
        }

        @Test
        void adds_the_value() {
            WovenMethod method = WovenMethod.of("publish", own(Kind.COUNTER, "bytes_total", "arg0.size * 0.5"));
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            assertThat(method.value("bytes_total")).isEqualTo(7);
        }

        @Test
        void leaves_out_calls_whose_value_is_absent() {
            WovenMethod method = WovenMethod.of("publish", own(Kind.COUNTER, "bytes_total", "arg0.size"));
            method.returned(TWO_SECONDS, null, null, "leads", 1L);
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            assertThat(method.value("bytes_total")).isEqualTo(7);
            assertThat(method.failures()).isEmpty();
        }

        @Test
        void never_shrinks() {
            WovenMethod method = WovenMethod.of("publish", own(Kind.COUNTER, "depth_total", "arg2"));
            method.returned(TWO_SECONDS, null, message, "leads", 5L);
            method.returned(TWO_SECONDS, null, message, "leads", -3L);
            assertThat(method.value("depth_total")).isEqualTo(5);
            assertThat(method.failures())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("rule 'test' (phase3.conf: 1): the value of a counter must not be negative");
        }
    }

    @Nested
    class A_gauge {
        private final WovenMethod method = WovenMethod.of("publish", own(Kind.GAUGE, "depth", "arg2"));

        @Test
        void shows_the_last_value() {
            method.returned(TWO_SECONDS, null, message, "leads", 5L);
            method.returned(TWO_SECONDS, null, message, "leads", -3L);
            assertThat(method.value("depth")).isEqualTo(-3);
        }

        @Test
        void keeps_it_while_values_are_absent() {
            method.returned(TWO_SECONDS, null, message, "leads", 5L);
            method.returned(TWO_SECONDS, null, message, "leads", null);
            assertThat(method.value("depth")).isEqualTo(5);
        }

        @Test
        void does_not_exist_before_the_first_value() {
            method.returned(TWO_SECONDS, null, message, "leads", null);
            assertThat(method.value("depth")).isNull();
        }

        @Test
        void without_an_expression_for_its_value_is_refused() {
            assertThatThrownBy(() -> WovenMethod.of("publish", own(Kind.GAUGE, "depth")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a gauge needs value, the expression of what it shows");
        }
    }

    @Nested
    class A_histogram {
        @Test
        void takes_the_duration_if_the_rule_has_no_value() {
            WovenMethod method = WovenMethod.of(
                    "publish", own(Kind.HISTOGRAM, "publish_seconds").bucket(1).bucket(2));
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            assertThat(method.value("publish_seconds_sum")).isEqualTo(2);
            assertThat(method.value("publish_seconds_bucket", "le=1.0")).isZero();
            assertThat(method.value("publish_seconds_bucket", "le=2.0")).isEqualTo(1);
        }

        @Test
        void takes_the_value_in_its_own_unit() {
            WovenMethod method = WovenMethod.of(
                    "publish",
                    own(Kind.HISTOGRAM, "message_bytes", "arg0.size").bucket(7).bucket(100));
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            assertThat(method.value("message_bytes_sum")).isEqualTo(7);
            assertThat(method.value("message_bytes_bucket", "le=7.0")).isEqualTo(1);
        }

        @Test
        void leaves_out_calls_whose_value_is_absent() {
            WovenMethod method = WovenMethod.of("publish", own(Kind.HISTOGRAM, "message_bytes", "arg0.size"));
            method.returned(TWO_SECONDS, null, null, "leads", 1L);
            assertThat(method.value("message_bytes_count")).isNull();
        }
    }

    @Nested
    class Labels {
        private final Metrics metrics = new Metrics(2);

        private Rule.Builder events() {
            return own(Kind.COUNTER, "events_total")
                    .label("bus", Expression.parse("arg1"))
                    .label("stage", Expression.parse("'published'"));
        }

        @Test
        void are_evaluated_call_by_call() {
            WovenMethod method = WovenMethod.of("publish", events(), metrics);
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            method.returned(TWO_SECONDS, null, message, "deals", 1L);
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            assertThat(method.value("events_total", "bus=leads", "stage=published"))
                    .isEqualTo(2);
            assertThat(method.value("events_total", "bus=deals", "stage=published"))
                    .isEqualTo(1);
        }

        @Test
        void are_unknown_where_they_have_no_value() {
            WovenMethod method = WovenMethod.of("publish", events(), metrics);
            method.returned(TWO_SECONDS, null, message, null, 1L);
            assertThat(method.value("events_total", "bus=unknown", "stage=published"))
                    .isEqualTo(1);
        }

        @Test
        void past_the_bound_are_all_other() {
            WovenMethod method = WovenMethod.of("publish", events(), metrics);
            for (String bus : new String[] {"a", "b", "c", "d", "a"}) {
                method.returned(TWO_SECONDS, null, message, bus, 1L);
            }
            assertThat(method.value("events_total", "bus=a", "stage=published")).isEqualTo(2);
            assertThat(method.value("events_total", "bus=__other__", "stage=__other__"))
                    .isEqualTo(2);
            assertThat(method.value("phase3_agent_label_overflow_total", "metric=events"))
                    .isEqualTo(2);
        }

        @Test
        void may_stand_in_any_order_in_rules_of_one_metric() {
            WovenMethod method = WovenMethod.of("publish", events(), metrics);
            WovenMethod other = WovenMethod.of(
                    "handle",
                    own(Kind.COUNTER, "events_total")
                            .label("stage", Expression.parse("'handled'"))
                            .label("bus", Expression.parse("'leads'")),
                    metrics);
            method.returned(TWO_SECONDS, null, message, "leads", 1L);
            other.returned(TWO_SECONDS, null, message);
            assertThat(method.value("events_total", "bus=leads", "stage=published"))
                    .isEqualTo(1);
            assertThat(method.value("events_total", "bus=leads", "stage=handled"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class A_metric_that_cannot_be {
        @Test
        void for_want_of_a_name_is_refused() {
            assertThatThrownBy(() -> WovenMethod.of("publish", rule(Kind.COUNTER)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a name");
        }

        @Test
        void because_it_exists_in_another_shape_is_refused() {
            Metrics metrics = new Metrics(100);
            WovenMethod.of("publish", own(Kind.COUNTER, "events_total"), metrics);
            assertThatThrownBy(() -> WovenMethod.of("publish", own(Kind.HISTOGRAM, "events"), metrics))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("events exists already");
        }
    }

    @Nested
    class The_help {
        @Test
        void is_the_rules_or_says_which_rule_it_was() {
            Metrics metrics = new Metrics(100);
            WovenMethod.of("publish", own(Kind.COUNTER, "events_total").help("Published events."), metrics);
            WovenMethod.of("publish", own(Kind.COUNTER, "messages_total"), metrics);
            assertThat(java.util.Collections.list(metrics.registry().metricFamilySamples()))
                    .extracting(family -> family.name + ": " + family.help)
                    .contains("events: Published events.", "messages: Declared by the rule test.");
        }
    }
}

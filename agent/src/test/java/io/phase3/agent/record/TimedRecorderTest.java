package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Metrics;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedRecorderTest {
    private static final long MILLISECOND = 1_000_000;
    private static final String WEBSOCKET = "phase3_websocket_latency_seconds";

    private final Desk.Message message = new Desk.Message("lead_update", 7);
    private final Desk.Answer answer = new Desk.Answer(200, true);

    private static Double websocket(WovenMethod method, String suffix, String type, String outcome) {
        return method.value(WEBSOCKET + suffix, "feature=realtime", "message_type=" + type, "outcome=" + outcome);
    }

    @Nested
    class A_call {
        private final WovenMethod method =
                WovenMethod.of("handle", rule(Kind.WEBSOCKET).feature("realtime"));

        @Test
        void is_recorded_with_its_duration_in_seconds() {
            method.returned(50 * MILLISECOND, answer, message);
            assertThat(websocket(method, "_count", "handle", "success")).isEqualTo(1);
            assertThat(websocket(method, "_sum", "handle", "success")).isEqualTo(.05);
        }

        @Test
        void that_threw_is_an_error() {
            method.threw(MILLISECOND, new IOException(), message);
            assertThat(websocket(method, "_count", "handle", "error")).isEqualTo(1);
            assertThat(websocket(method, "_count", "handle", "success")).isZero();
        }

        @Test
        void that_was_cancelled_is_neither() {
            method.threw(MILLISECOND, new CancellationException(), message);
            assertThat(websocket(method, "_count", "handle", "cancelled")).isEqualTo(1);
            assertThat(websocket(method, "_count", "handle", "error")).isZero();
        }

        @Test
        void that_never_came_is_there_as_zero_so_that_the_first_one_is_an_increase() {
            assertThat(websocket(method, "_count", "handle", "success")).isZero();
            assertThat(websocket(method, "_count", "handle", "error")).isZero();
            assertThat(websocket(method, "_count", "handle", "cancelled")).isNull();
        }
    }

    @Nested
    class The_metric {
        @ParameterizedTest
        @CsvSource({
            "WEBSOCKET, phase3_websocket_latency_seconds, message_type",
            "VISION, phase3_vision_analysis_duration_seconds, analysis_type",
            "CHURN, phase3_churn_intervention_duration_seconds, risk_level",
            "COACHING, phase3_coaching_analysis_duration_seconds, analysis_type",
            "CONVERSION, phase3_conversion_duration_seconds, conversion_type",
            "TIMED, phase3_operation_duration_seconds, operation",
        })
        void is_that_of_the_kind(Kind kind, String metric, String typeLabel) {
            WovenMethod method = WovenMethod.of("handle", rule(kind).feature("realtime"));
            method.returned(MILLISECOND, answer, message);
            assertThat(method.value(metric + "_count", "feature=realtime", typeLabel + "=handle", "outcome=success"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class The_feature {
        @Test
        void is_the_kinds_if_the_rule_names_none() {
            WovenMethod method = WovenMethod.of("handle", rule(Kind.WEBSOCKET));
            method.returned(MILLISECOND, answer, message);
            assertThat(method.value(
                            WEBSOCKET + "_count",
                            "feature=websocket_default",
                            "message_type=handle",
                            "outcome=success"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class The_type {
        private WovenMethod typed(String expression) {
            return WovenMethod.of(
                    "handle",
                    rule(Kind.WEBSOCKET).feature("realtime").expression(Attribute.TYPE, Expression.parse(expression)));
        }

        @Test
        void is_decided_call_by_call() {
            WovenMethod method = typed("arg0.type");
            method.returned(MILLISECOND, answer, new Desk.Message("lead_update", 1));
            method.returned(MILLISECOND, answer, new Desk.Message("ping", 1));
            method.returned(MILLISECOND, answer, new Desk.Message("lead_update", 1));
            assertThat(websocket(method, "_count", "lead_update", "success")).isEqualTo(2);
            assertThat(websocket(method, "_count", "ping", "success")).isEqualTo(1);
        }

        @Test
        void is_unknown_where_the_expression_has_no_value() {
            WovenMethod method = typed("arg0.type");
            method.returned(MILLISECOND, answer, new Desk.Message(null, 1));
            method.returned(MILLISECOND, answer, (Object) null);
            assertThat(websocket(method, "_count", "unknown", "success")).isEqualTo(2);
            assertThat(method.failures()).isEmpty();
        }

        @Test
        void may_come_from_the_result_and_is_unknown_where_the_method_threw() {
            WovenMethod method = typed("result.status");
            method.returned(MILLISECOND, answer, message);
            method.threw(MILLISECOND, new IOException(), message);
            assertThat(websocket(method, "_count", "200", "success")).isEqualTo(1);
            assertThat(websocket(method, "_count", "unknown", "error")).isEqualTo(1);
            assertThat(websocket(method, "_count", "-1", "error")).isNull();
        }

        @Test
        void past_the_bound_is_other_while_known_ones_go_on() {
            // Two label sets for the first type, success and error; then there is no room.
            WovenMethod method = WovenMethod.of(
                    "handle",
                    rule(Kind.WEBSOCKET).feature("realtime").expression(Attribute.TYPE, Expression.parse("arg0.type")),
                    new Metrics(2));
            for (String type : new String[] {"a", "b", "c", "a"}) {
                method.returned(MILLISECOND, answer, new Desk.Message(type, 1));
            }
            assertThat(websocket(method, "_count", "a", "success")).isEqualTo(2);
            assertThat(websocket(method, "_count", "b", "success")).isNull();
            assertThat(websocket(method, "_count", "__other__", "success")).isEqualTo(2);
            assertThat(method.value("phase3_agent_label_overflow_total", "metric=" + WEBSOCKET))
                    .isEqualTo(2);
        }
    }

    @Nested
    class The_condition_for_success {
        private final WovenMethod method = WovenMethod.of(
                "handle",
                rule(Kind.WEBSOCKET)
                        .feature("realtime")
                        .expression(Attribute.SUCCESS, Expression.parse("result.accepted")));

        @Test
        void makes_a_call_an_error_if_it_does_not_hold() {
            method.returned(MILLISECOND, new Desk.Answer(200, false), message);
            method.returned(MILLISECOND, new Desk.Answer(200, true), message);
            assertThat(websocket(method, "_count", "handle", "error")).isEqualTo(1);
            assertThat(websocket(method, "_count", "handle", "success")).isEqualTo(1);
        }

        @Test
        void says_nothing_if_it_is_absent() {
            method.returned(MILLISECOND, new Desk.Answer(200, null), message);
            method.returned(MILLISECOND, null, message);
            assertThat(websocket(method, "_count", "handle", "success")).isEqualTo(2);
        }

        @Test
        void cannot_make_a_success_of_an_exception() {
            WovenMethod always = WovenMethod.of(
                    "handle",
                    rule(Kind.WEBSOCKET).feature("realtime").expression(Attribute.SUCCESS, Expression.parse("1 == 1")));
            always.threw(MILLISECOND, new IOException(), message);
            assertThat(websocket(always, "_count", "handle", "error")).isEqualTo(1);
        }
    }

    @Nested
    class An_expression_that_fails {
        @Test
        void costs_its_value_only() {
            WovenMethod method = WovenMethod.of(
                    "publish",
                    rule(Kind.WEBSOCKET).feature("realtime").expression(Attribute.TYPE, Expression.parse("1 / arg2")));
            method.returned(MILLISECOND, null, message, "bus", 0L);
            assertThat(websocket(method, "_count", "unknown", "success")).isEqualTo(1);
            assertThat(method.failures()).hasSize(1);
        }
    }
}

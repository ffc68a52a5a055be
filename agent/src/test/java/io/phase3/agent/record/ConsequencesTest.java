package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Metrics;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsequencesTest {
    private final Desk.Message message = new Desk.Message("lead-1", 7);
    private final Desk.Answer answer = new Desk.Answer(200, true);

    private static Rule.Builder with(Rule.Builder rule, Attribute attribute, String expression) {
        return rule.expression(attribute, Expression.parse(expression));
    }

    @Nested
    class A_touch {
        private Rule.Builder touching(Kind kind) {
            return with(rule(kind).feature("realtime"), Attribute.LEAD, "arg0.type");
        }

        @ParameterizedTest
        @EnumSource(names = {"WEBSOCKET", "VISION", "CHURN", "COACHING", "TIMED"})
        void is_made_by_a_call_of_each_kind(Kind kind) {
            WovenMethod method = WovenMethod.of("handle", touching(kind));
            method.returned(1, answer, message);
            assertThat(method.events()).containsExactly("touch lead-1 realtime");
        }

        @Test
        void is_made_however_the_call_ends() {
            WovenMethod method = WovenMethod.of("handle", touching(Kind.VISION));
            method.threw(1, new IOException(), message);
            method.threw(1, new CancellationException(), message);
            assertThat(method.events()).containsExactly("touch lead-1 realtime", "touch lead-1 realtime");
        }

        @Test
        void belongs_to_the_feature_of_the_kind_if_the_rule_names_none() {
            WovenMethod method = WovenMethod.of("handle", with(rule(Kind.CHURN), Attribute.LEAD, "arg0.type"));
            method.returned(1, answer, message);
            assertThat(method.events()).containsExactly("touch lead-1 churn_default");
        }

        @Test
        void is_not_made_where_nobody_knows_the_feature() {
            WovenMethod method = WovenMethod.of("handle", with(rule(Kind.TIMED), Attribute.LEAD, "arg0.type"));
            method.returned(1, answer, message);
            assertThat(method.events()).isEmpty();
        }

        @Test
        void is_not_made_by_a_conversion() {
            WovenMethod method = WovenMethod.of("handle", touching(Kind.CONVERSION));
            method.returned(1, answer, message);
            assertThat(method.events()).isEmpty();
        }

        @Test
        void is_not_made_where_neither_the_rule_nor_an_outer_call_names_a_lead() {
            WovenMethod method = WovenMethod.of("handle", rule(Kind.VISION).feature("realtime"));
            method.returned(1, answer, message);
            assertThat(method.events()).isEmpty();
        }

        @Test
        void whose_lead_is_absent_is_reported_so_that_it_is_rejected_with_a_reason() {
            WovenMethod method = WovenMethod.of("handle", touching(Kind.VISION));
            method.returned(1, answer, new Desk.Message(null, 7));
            assertThat(method.events()).containsExactly("touch null realtime");
        }

        @Test
        void may_find_its_lead_in_the_result() {
            WovenMethod method = WovenMethod.of(
                    "handle", with(rule(Kind.VISION).feature("realtime"), Attribute.LEAD, "result.status"));
            method.returned(1, answer, message);
            assertThat(method.events()).containsExactly("touch 200 realtime");
        }

        @Test
        void of_a_stage_is_made_when_it_completes() {
            WovenMethod method = WovenMethod.of("handleLater", touching(Kind.VISION));
            CompletableFuture<Desk.Answer> stage = new CompletableFuture<>();
            method.returned(1, stage, message);
            assertThat(method.events()).isEmpty();
            stage.completeExceptionally(new IOException());
            assertThat(method.events()).containsExactly("touch lead-1 realtime");
        }

        @Test
        void of_a_stage_may_find_its_lead_in_what_it_completes_with() {
            WovenMethod method = WovenMethod.of(
                    "handleLater", with(rule(Kind.VISION).feature("realtime"), Attribute.LEAD, "result.status"));
            CompletableFuture<Desk.Answer> stage = new CompletableFuture<>();
            method.returned(1, stage, message);
            stage.complete(answer);
            assertThat(method.events()).containsExactly("touch 200 realtime");
        }
    }

    @Nested
    class A_cost {
        private final Metrics metrics = new Metrics(100);

        private WovenMethod costing(String expression) {
            return WovenMethod.of(
                    "publish",
                    with(rule(Kind.VISION).feature("property").api("vision"), Attribute.COST, expression),
                    metrics);
        }

        private Double cost(WovenMethod method) {
            return method.value("phase3_api_cost_dollars_total", "feature=property", "api=vision");
        }

        @Test
        void is_there_as_zero_before_the_first_call() {
            assertThat(cost(costing("0.02"))).isZero();
        }

        @Test
        void is_added_up_exactly() {
            WovenMethod method = costing("arg2 * 0.000003");
            for (int i = 0; i < 10; i++) {
                method.returned(1, null, message, "bus", 1L);
            }
            assertThat(cost(method)).isEqualTo(.00003);
        }

        @Test
        void counts_however_the_call_ends() {
            WovenMethod method = costing("0.5");
            method.returned(1, null, message, "bus", 1L);
            method.threw(1, new IOException(), message, "bus", 1L);
            assertThat(cost(method)).isEqualTo(1);
        }

        @Test
        void goes_to_an_unknown_api_if_the_rule_names_none() {
            WovenMethod method =
                    WovenMethod.of("publish", with(rule(Kind.VISION).feature("property"), Attribute.COST, "0.25"));
            method.returned(1, null, message, "bus", 1L);
            assertThat(method.value("phase3_api_cost_dollars_total", "feature=property", "api=unknown"))
                    .isEqualTo(.25);
        }

        @Test
        void that_is_absent_is_none() {
            WovenMethod method = costing("arg2 * 2");
            method.returned(1, null, message, "bus", null);
            assertThat(cost(method)).isZero();
            assertThat(method.failures()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 1_000_001})
        void that_cannot_be_is_reported_and_the_call_is_measured_all_the_same(long dollars) {
            WovenMethod method = costing("arg2");
            method.returned(1, null, message, "bus", dollars);
            assertThat(cost(method)).isZero();
            assertThat(method.failures())
                    .singleElement()
                    .hasToString("java.lang.IllegalArgumentException: rule 'test' (phase3.conf: 1): "
                            + "a cost must be between 0 and 1,000,000 dollars");
            assertThat(method.value(
                            "phase3_vision_analysis_duration_seconds_count",
                            "feature=property",
                            "analysis_type=publish",
                            "outcome=success"))
                    .isEqualTo(1);
        }

        @Test
        void that_cannot_be_takes_no_touch_away() {
            WovenMethod method = WovenMethod.of(
                    "handle",
                    with(
                            with(rule(Kind.VISION).feature("property"), Attribute.LEAD, "arg0.type"),
                            Attribute.COST,
                            "-1"));
            method.returned(1, answer, message);
            assertThat(method.events()).containsExactly("touch lead-1 property");
        }
    }

    @Nested
    class A_conversion {
        private WovenMethod converting(String revenue, String refund) {
            Rule.Builder rule = rule(Kind.CONVERSION);
            with(with(with(rule, Attribute.LEAD, "arg0.type"), Attribute.ID, "arg1"), Attribute.TYPE, "'sale'");
            if (revenue != null) {
                with(rule, Attribute.REVENUE, revenue);
            }
            if (refund != null) {
                with(rule, Attribute.REFUND, refund);
            }
            return WovenMethod.of("publish", rule);
        }

        private WovenMethod called(WovenMethod method, Long amount) {
            method.returned(1, null, message, "deal-1", amount);
            return method;
        }

        @Test
        void has_type_id_lead_and_amount() {
            assertThat(called(converting("arg2 * 0.03", null), 500L).events())
                    .containsExactly("conversion sale deal-1 lead-1 15.00 null");
        }

        @Test
        void is_made_by_successful_calls_only() {
            WovenMethod method = converting("arg2", null);
            method.threw(1, new IOException(), message, "deal-1", 500L);
            method.threw(1, new CancellationException(), message, "deal-1", 500L);
            assertThat(method.events()).isEmpty();
        }

        @Test
        void is_not_made_by_a_call_that_fails_the_condition_for_success() {
            WovenMethod method = WovenMethod.of(
                    "handle",
                    with(
                            with(rule(Kind.CONVERSION), Attribute.ID, "arg0.type"),
                            Attribute.SUCCESS,
                            "result.status < 400"));
            method.returned(1, new Desk.Answer(500, true), message);
            assertThat(method.events()).isEmpty();
        }

        @Test
        void of_a_stage_is_made_when_it_completes_successfully() {
            WovenMethod method = WovenMethod.of(
                    "handleLater", with(rule(Kind.CONVERSION), Attribute.ID, "arg0.type + '/' + result.status"));
            CompletableFuture<Desk.Answer> good = new CompletableFuture<>();
            CompletableFuture<Desk.Answer> bad = new CompletableFuture<>();
            method.returned(1, good, message);
            method.returned(1, bad, message);
            bad.completeExceptionally(new IOException());
            assertThat(method.events()).isEmpty();
            good.complete(answer);
            assertThat(method.events()).containsExactly("conversion handleLater lead-1/200 null 0 null");
        }

        @Test
        void without_an_expression_for_revenue_earns_nothing() {
            assertThat(called(converting(null, null), 500L).events())
                    .containsExactly("conversion sale deal-1 lead-1 0 null");
        }

        @Test
        void whose_revenue_is_absent_has_no_amount() {
            assertThat(called(converting("arg2", null), null).events())
                    .containsExactly("conversion sale deal-1 lead-1 null null");
        }

        @Test
        void may_be_negative() {
            assertThat(called(converting("arg2", null), -500L).events())
                    .containsExactly("conversion sale deal-1 lead-1 -500 null");
        }

        @Test
        void of_an_absent_type_is_unknown() {
            WovenMethod method = WovenMethod.of(
                    "publish", with(with(rule(Kind.CONVERSION), Attribute.ID, "arg1"), Attribute.TYPE, "arg0.type"));
            method.returned(1, null, null, "deal-1", 1L);
            assertThat(method.events()).containsExactly("conversion unknown deal-1 null 0 null");
        }

        @Test
        void without_id_or_money_is_measured_only() {
            WovenMethod method = WovenMethod.of("publish", with(rule(Kind.CONVERSION), Attribute.LEAD, "arg0.type"));
            assertThat(called(method, 500L).events()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"true, EUR", "false, unknown"})
        void has_the_currency_that_its_expression_gives_which_is_never_dollars_by_mistake(
                boolean given, String currency) {
            WovenMethod method = WovenMethod.of(
                    "publish",
                    with(with(rule(Kind.CONVERSION), Attribute.ID, "arg1"), Attribute.CURRENCY, "arg0.type"));
            method.returned(1, null, new Desk.Message(given ? "EUR" : null, 1), "deal-1", 1L);
            assertThat(method.events()).containsExactly("conversion publish deal-1 null 0 " + currency);
        }

        @Nested
        class That_is_given_back {
            @Test
            void is_a_refund_of_its_id() {
                assertThat(called(converting(null, "arg2"), 500L).events()).containsExactly("refund deal-1 500 null");
            }

            @Test
            void is_no_conversion_though_the_rule_knows_both() {
                assertThat(called(converting("100", "arg2"), 500L).events()).containsExactly("refund deal-1 500 null");
            }

            @ParameterizedTest
            @ValueSource(longs = 0)
            void is_a_conversion_if_nothing_is_given_back(Long refund) {
                assertThat(called(converting("100", "arg2"), refund).events())
                        .containsExactly("conversion sale deal-1 lead-1 100 null");
                assertThat(called(converting("100", "arg2"), null).events())
                        .containsExactly("conversion sale deal-1 lead-1 100 null");
            }

            @Test
            void has_no_amount_if_the_rule_knows_refunds_only_and_finds_none() {
                assertThat(called(converting(null, "arg2"), 0L).events()).containsExactly("refund deal-1 null null");
                assertThat(called(converting(null, "arg2"), null).events()).containsExactly("refund deal-1 null null");
            }

            @Test
            void may_be_negative_to_be_rejected() {
                assertThat(called(converting(null, "arg2"), -5L).events()).containsExactly("refund deal-1 -5 null");
            }
        }
    }

    /** jqwik runs no nested classes of JUnit's. */
    @Property
    void a_cost_is_rounded_by_less_than_a_billionth(
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(15) BigDecimal dollars) {
        BigDecimal rounded = BigDecimal.valueOf(NanoDollars.of(dollars, "test"), 9);
        assertThat(rounded.subtract(dollars).abs()).isLessThanOrEqualTo(new BigDecimal("0.0000000005"));
    }

    @Nested
    class A_billionth {
        @ParameterizedTest
        @CsvSource({
            "0.0000000005, 0",
            "0.0000000015, 2",
            "0.0000000025, 2",
            "0.00000000049, 0",
            "1000000, 1000000000000000",
            "1E-1000000000, 0",
            "0E+2147483647, 0",
            "0E-2147483647, 0",
        })
        void is_rounded_to_the_even_one(BigDecimal dollars, long billionths) {
            assertThat(NanoDollars.of(dollars, "test")).isEqualTo(billionths);
        }
    }
}

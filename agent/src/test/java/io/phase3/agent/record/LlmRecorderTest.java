package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LlmRecorderTest {
    private static final long SECOND = 1_000_000_000;
    private static final String VISION = "phase3_vision_analysis_duration_seconds_count";
    private static final String OPERATION = "phase3_operation_duration_seconds_count";

    private final Desk.Prompt prompt = new Desk.Prompt("opus", null, null);
    private final WovenMethod method = WovenMethod.of("complete", llm());

    private static Rule.Builder llm() {
        return rule(Kind.LLM)
                .feature("chat")
                .api("vendor")
                .expression(Attribute.MODEL, Expression.parse("result.model ?? arg0.model"))
                .expression(Attribute.INPUT_TOKENS, Expression.parse("result.input"))
                .expression(Attribute.OUTPUT_TOKENS, Expression.parse("result.output"))
                .expression(Attribute.CACHE_READ_TOKENS, Expression.parse("result.read"))
                .expression(Attribute.CACHE_WRITE_5M_TOKENS, Expression.parse("result.written"))
                .expression(Attribute.CACHE_WRITE_1H_TOKENS, Expression.parse("result.kept"))
                .expression(Attribute.IMAGE, Expression.parse("arg0.image"))
                .expression(Attribute.BATCH, Expression.parse("arg0.batch"))
                .expression(Attribute.RATE_LIMITED, Expression.parse("error.message == '429'"));
    }

    private static Desk.Completion completion(String model, long input, long output) {
        return new Desk.Completion(model, input, output, null, null, null);
    }

    private Double requests(String model, String outcome) {
        return method.value("phase3_llm_requests_total", "feature=chat", "model=" + model, "outcome=" + outcome);
    }

    private Double tokens(String model, String type) {
        return method.value("phase3_llm_tokens_total", "feature=chat", "model=" + model, "token_type=" + type);
    }

    private Double unpriced(String model) {
        return method.value("phase3_llm_unpriced_tokens_total", "model=" + model);
    }

    private Double dollars() {
        return dollars(method);
    }

    private static Double dollars(WovenMethod method) {
        return method.value("phase3_api_cost_dollars_total", "feature=chat", "api=vendor");
    }

    private static Double operations(WovenMethod method, String feature, String operation, String outcome) {
        return method.value(OPERATION, "feature=" + feature, "operation=" + operation, "outcome=" + outcome);
    }

    private static Double analyses(WovenMethod method, String feature, String outcome) {
        return method.value(VISION, "feature=" + feature, "analysis_type=test", "outcome=" + outcome);
    }

    @Nested
    class A_call {
        @Test
        void is_timed_under_the_name_of_its_rule() {
            method.returned(SECOND, completion("opus", 1, 1), prompt);
            assertThat(operations(method, "chat", "test", "success")).isEqualTo(1);
            assertThat(method.value(
                            "phase3_operation_duration_seconds_sum",
                            "feature=chat",
                            "operation=test",
                            "outcome=success"))
                    .isEqualTo(1);
            assertThat(analyses(method, "chat", "success")).isNull();
        }

        @Test
        void that_carries_an_image_is_an_analysis() {
            method.returned(SECOND, completion("opus", 1, 1), new Desk.Prompt("opus", true, null));
            assertThat(analyses(method, "chat", "success")).isEqualTo(1);
            assertThat(operations(method, "chat", "test", "success")).isNull();
        }

        @Test
        void inside_an_analysis_is_no_second_one() {
            Enclosing vision = Enclosing.of(rule(Kind.VISION).build(), null, null);
            method.returnedInside(vision, SECOND, completion("opus", 1, 1), new Desk.Prompt("opus", true, null));
            assertThat(analyses(method, "chat", "success")).isNull();
            assertThat(operations(method, "chat", "test", "success")).isEqualTo(1);
            assertThat(requests("opus", "success")).isEqualTo(1);
        }

        @Test
        void has_the_type_that_the_rule_says() {
            WovenMethod typed =
                    WovenMethod.of("complete", llm().expression(Attribute.TYPE, Expression.parse("arg0.model")));
            typed.returned(SECOND, completion("opus", 1, 1), prompt);
            assertThat(operations(typed, "chat", "opus", "success")).isEqualTo(1);
        }

        @Test
        void without_a_feature_has_that_of_analyses_or_of_operations() {
            Rule.Builder nameless = rule(Kind.LLM).expression(Attribute.IMAGE, Expression.parse("arg0.image"));
            WovenMethod plain = WovenMethod.of("complete", nameless);
            plain.returned(SECOND, completion("opus", 1, 1), prompt);
            plain.returned(SECOND, completion("opus", 1, 1), new Desk.Prompt("opus", true, null));
            assertThat(operations(plain, "unattributed", "test", "success")).isEqualTo(1);
            assertThat(analyses(plain, "vision_default", "success")).isEqualTo(1);
        }

        @Test
        void of_a_lead_touches_it() {
            WovenMethod touching =
                    WovenMethod.of("complete", llm().expression(Attribute.LEAD, Expression.parse("'lead-1'")));
            touching.threw(SECOND, new IOException(), prompt);
            assertThat(touching.events()).containsExactly("touch lead-1 chat");
        }
    }

    @Nested
    class A_request {
        @Test
        void is_counted_by_its_outcome_the_others_being_there_as_zero() {
            method.returned(SECOND, completion("opus", 1, 1), prompt);
            assertThat(requests("opus", "success")).isEqualTo(1);
            assertThat(requests("opus", "error")).isZero();
            assertThat(requests("opus", "rate_limited")).isZero();
            assertThat(requests("opus", "cancelled")).isNull();
        }

        @Test
        void that_failed_is_an_error() {
            method.threw(SECOND, new IOException("500"), prompt);
            assertThat(requests("opus", "error")).isEqualTo(1);
            assertThat(tokens("opus", "input")).isNull();
            assertThat(dollars()).isZero();
        }

        @Test
        void that_was_refused_for_now_is_rate_limited_though_its_duration_is_that_of_an_error() {
            method.threw(SECOND, new IOException("429"), prompt);
            assertThat(requests("opus", "rate_limited")).isEqualTo(1);
            assertThat(requests("opus", "error")).isZero();
            assertThat(operations(method, "chat", "test", "error")).isEqualTo(1);
        }

        @Test
        void that_was_cancelled_is_neither() {
            method.threw(SECOND, new CancellationException("429"), prompt);
            assertThat(requests("opus", "cancelled")).isEqualTo(1);
            assertThat(requests("opus", "rate_limited")).isZero();
            assertThat(requests("opus", "error")).isZero();
        }

        @Test
        void that_succeeded_is_never_rate_limited() {
            WovenMethod always =
                    WovenMethod.of("complete", llm().expression(Attribute.RATE_LIMITED, Expression.parse("1 == 1")));
            always.returned(SECOND, completion("opus", 1, 1), prompt);
            assertThat(always.value("phase3_llm_requests_total", "feature=chat", "model=opus", "outcome=success"))
                    .isEqualTo(1);
        }

        @Test
        void may_fail_by_the_rules_condition() {
            WovenMethod picky = WovenMethod.of(
                    "complete", llm().expression(Attribute.SUCCESS, Expression.parse("result.output > 5")));
            picky.returned(SECOND, completion("opus", 1, 1), prompt);
            assertThat(picky.value("phase3_llm_requests_total", "feature=chat", "model=opus", "outcome=error"))
                    .isEqualTo(1);
        }

        @Test
        void of_an_unknown_model_says_so() {
            method.threw(SECOND, new IOException(), new Desk.Prompt(null, null, null));
            assertThat(requests("unknown", "error")).isEqualTo(1);
        }

        @Test
        void past_the_bound_is_of_another_model() {
            Metrics two = new Metrics(2);
            WovenMethod bounded = WovenMethod.of("complete", llm(), two);
            for (String model : List.of("a", "b", "a")) {
                bounded.returned(SECOND, completion(model, 1, 1), prompt);
            }
            assertThat(bounded.value("phase3_llm_requests_total", "feature=chat", "model=a", "outcome=success"))
                    .isEqualTo(2);
            assertThat(bounded.value("phase3_llm_requests_total", "feature=chat", "model=__other__", "outcome=success"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Tokens {
        @Test
        void are_counted_by_type() {
            method.returned(SECOND, new Desk.Completion("opus", 11L, 22L, 33L, 44L, 55L), prompt);
            assertThat(List.of(
                            tokens("opus", "input"),
                            tokens("opus", "output"),
                            tokens("opus", "cache_read"),
                            tokens("opus", "cache_write_5m"),
                            tokens("opus", "cache_write_1h")))
                    .containsExactly(11.0, 22.0, 33.0, 44.0, 55.0);
        }

        @Test
        void of_which_there_cannot_be_so_many_are_refused_with_all_others_of_the_call() {
            method.returned(SECOND, completion("opus", 7, -1), prompt);
            method.returned(SECOND, completion("opus", 7, 1_000_000_001), prompt);
            assertThat(requests("opus", "success")).isEqualTo(2);
            assertThat(tokens("opus", "input")).isNull();
            assertThat(dollars()).isZero();
            assertThat(method.failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure)
                            .hasMessage("rule 'test' (phase3.conf: 1): output-tokens must be between 0 and"
                                    + " 1,000,000,000"));
        }

        @Test
        void as_many_as_can_be_are_counted() {
            method.returned(SECOND, completion("opus", 0, 1_000_000_000), prompt);
            assertThat(tokens("opus", "output")).isEqualTo(1e9);
            assertThat(method.failures()).isEmpty();
        }
    }

    @Nested
    class Dollars {
        @Test
        void are_there_as_zero_from_the_start() {
            assertThat(dollars()).isZero();
        }

        @Test
        void are_the_sum_over_all_types() {
            // 1,234 x 5 + 567 x 25 + 10,000 x 0.50 + 2,000 x 6.25 + 300 x 10, for a million each
            // = 6,170 + 14,175 + 5,000 + 12,500 + 3,000 = 40,845 millionths
            method.returned(SECOND, new Desk.Completion("opus", 1_234L, 567L, 10_000L, 2_000L, 300L), prompt);
            assertThat(dollars()).isEqualTo(.040845);
            assertThat(unpriced("opus")).isNull();
        }

        @Test
        void are_those_of_a_batch() {
            // 1,000 x 2.50 + 100 x 12.50 = 3,750 millionths
            method.returned(SECOND, completion("opus", 1_000, 100), new Desk.Prompt("opus", null, true));
            assertThat(dollars()).isEqualTo(.00375);
        }

        @Test
        void depend_on_all_that_was_read_but_not_on_what_was_written() {
            // 50,000 + 50,000 + 50,000 + 50,001 tokens of prompt:
            // 50,000 x 10 + 50,000 x 1 + 50,000 x 12.50 + 50,001 x 20 = 2,175,020 millionths
            method.returned(SECOND, new Desk.Completion("opus", 50_000L, null, 50_000L, 50_000L, 50_001L), prompt);
            assertThat(dollars()).isEqualTo(2.17502);
            // 200,000 x 5 + 1 x 25 = 1,000,025 millionths
            method.returned(SECOND, completion("opus", 200_000, 1), prompt);
            assertThat(dollars()).isEqualTo(3.175045);
        }

        @Test
        void are_rounded_once_for_each_call_half_to_even() {
            // 5 x 0.0001 = 0.5 of a billionth, rounded to 0; 15 x 0.0001 = 1.5, rounded to 2; 25 x 0.0001 = 2.5, to 2
            for (long input : new long[] {5, 15, 25}) {
                method.returned(SECOND, completion("draft", input, 0), prompt);
            }
            assertThat(dollars()).isEqualTo(4e-9);
        }

        @Test
        void are_charged_for_what_has_a_price_while_the_rest_is_counted() {
            // 100,000 x 0.0001 = 10 millionths
            method.returned(SECOND, completion("draft", 100_000, 9), prompt);
            assertThat(dollars()).isEqualTo(.00001);
            assertThat(unpriced("draft")).isEqualTo(9);
        }

        @Test
        void are_none_for_a_model_that_the_list_does_not_know() {
            method.returned(SECOND, completion("novel", 30, 12), prompt);
            assertThat(dollars()).isZero();
            assertThat(unpriced("novel")).isEqualTo(42);
        }

        @Test
        void are_those_that_the_rule_says_instead() {
            WovenMethod flat =
                    WovenMethod.of("complete", llm().expression(Attribute.COST, Expression.parse("result.output * 2")));
            flat.returned(SECOND, completion("novel", 1_000, 3), prompt);
            assertThat(dollars(flat)).isEqualTo(6);
            assertThat(flat.value("phase3_llm_unpriced_tokens_total", "model=novel"))
                    .isNull();
        }

        @Test
        void are_left_to_the_call_around_that_says_its_cost() {
            Rule paid = rule(Kind.TIMED)
                    .expression(Attribute.COST, Expression.parse("0.03"))
                    .build();
            method.returnedInside(Enclosing.of(paid, null, null), SECOND, completion("opus", 1_000, 3), prompt);
            method.returnedInside(Enclosing.of(paid, null, null), SECOND, completion("novel", 1_000, 3), prompt);
            assertThat(dollars()).isZero();
            assertThat(unpriced("novel")).isNull();
            assertThat(tokens("opus", "input")).isEqualTo(1_000);
        }
    }

    @Nested
    class A_stream {
        @Test
        void counts_of_each_value_the_last_that_was_there() {
            method.streamed(
                    SECOND,
                    null,
                    prompt,
                    new Desk.Completion("opus", 100L, 1L, null, null, null),
                    new Desk.Completion(null, null, 2L, null, null, null),
                    new Desk.Completion(null, null, 40L, null, null, null),
                    new Desk.Completion(null, null, null, null, null, null));
            assertThat(requests("opus", "success")).isEqualTo(1);
            assertThat(tokens("opus", "input")).isEqualTo(100);
            assertThat(tokens("opus", "output")).isEqualTo(40);
            // 100 x 5 + 40 x 25 = 1,500 millionths
            assertThat(dollars()).isEqualTo(.0015);
            assertThat(operations(method, "chat", "test", "success")).isEqualTo(1);
        }

        @Test
        void that_is_cut_off_counts_what_it_has_given() {
            method.streamed(SECOND, new CancellationException(), prompt, completion("opus", 100, 1));
            assertThat(requests("opus", "cancelled")).isEqualTo(1);
            assertThat(dollars()).isEqualTo(.000525);
        }

        @Test
        void that_fails_may_be_rate_limited() {
            method.streamed(SECOND, new IOException("429"), prompt);
            assertThat(requests("opus", "rate_limited")).isEqualTo(1);
        }

        @Test
        void may_say_its_cost_in_any_element() {
            WovenMethod flat =
                    WovenMethod.of("complete", llm().expression(Attribute.COST, Expression.parse("result.output * 2")));
            flat.streamed(SECOND, null, prompt, completion("opus", 1, 3));
            assertThat(dollars(flat)).isEqualTo(6);
        }

        @Test
        void of_another_kind_is_recorded_at_its_end() {
            WovenMethod timed = WovenMethod.of("complete", rule(Kind.TIMED).feature("chat"));
            timed.streamed(SECOND, null, prompt, completion("opus", 1, 3));
            assertThat(operations(timed, "chat", "complete", "success")).isEqualTo(1);
        }
    }
}

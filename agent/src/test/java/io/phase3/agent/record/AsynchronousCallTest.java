package io.phase3.agent.record;

import static io.phase3.agent.record.WovenMethod.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.expression.Expression;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AsynchronousCallTest {
    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final Desk.Message message = new Desk.Message("floor_plan", 7);
    private final Desk.Answer answer = new Desk.Answer(200, true);
    private final CompletableFuture<Desk.Answer> stage = new CompletableFuture<>();
    private final WovenMethod method = WovenMethod.of(
            "handleLater",
            rule(Kind.VISION)
                    .feature("property")
                    .expression(
                            Attribute.TYPE,
                            Expression.parse("arg0.type + '/' + (result.status ?? error.message ?? 'none')"))
                    .expression(Attribute.SUCCESS, Expression.parse("result.status < 400")));

    private Double vision(String suffix, String type, String outcome) {
        return method.value(
                "phase3_vision_analysis_duration_seconds" + suffix,
                "feature=property",
                "analysis_type=" + type,
                "outcome=" + outcome);
    }

    @Nested
    class A_stage {
        @Test
        void is_not_recorded_while_it_is_pending() {
            method.returned(FIVE_SECONDS, stage, message);
            assertThat(vision("_count", "floor_plan/200", "success")).isNull();
            assertThat(vision("_count", "floor_plan/none", "success")).isNull();
        }

        @Test
        void is_recorded_with_what_it_completes_with() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.complete(answer);
            assertThat(vision("_count", "floor_plan/200", "success")).isEqualTo(1);
        }

        @Test
        void took_from_the_call_to_its_completion() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.complete(answer);
            assertThat(vision("_sum", "floor_plan/200", "success")).isGreaterThanOrEqualTo(5);
        }

        @Test
        void that_is_complete_already_is_recorded_at_once() {
            stage.complete(answer);
            method.returned(FIVE_SECONDS, stage, message);
            assertThat(vision("_count", "floor_plan/200", "success")).isEqualTo(1);
        }

        @Test
        void is_judged_by_the_condition_for_success() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.complete(new Desk.Answer(500, true));
            assertThat(vision("_count", "floor_plan/500", "error")).isEqualTo(1);
        }

        @Test
        void that_completes_with_null_succeeds() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.complete(null);
            assertThat(vision("_count", "floor_plan/none", "success")).isEqualTo(1);
        }

        @Test
        void that_completes_exceptionally_is_an_error_with_its_exception() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.completeExceptionally(new IOException("rate limited"));
            assertThat(vision("_count", "floor_plan/rate limited", "error")).isEqualTo(1);
        }

        @Test
        void that_depends_on_a_failed_one_is_an_error_with_the_first_exception() {
            method.returned(FIVE_SECONDS, stage.thenApply(it -> it), message);
            stage.completeExceptionally(new IOException("rate limited"));
            assertThat(vision("_count", "floor_plan/rate limited", "error")).isEqualTo(1);
        }

        @Test
        void that_is_cancelled_is_cancelled() {
            method.returned(FIVE_SECONDS, stage, message);
            stage.cancel(true);
            assertThat(vision("_count", "floor_plan/none", "cancelled")).isEqualTo(1);
        }

        @Test
        void of_one_call_knows_nothing_of_the_next() {
            CompletableFuture<Desk.Answer> second = new CompletableFuture<>();
            method.returned(FIVE_SECONDS, stage, new Desk.Message("first", 1));
            method.returned(FIVE_SECONDS, second, new Desk.Message("second", 1));
            second.complete(new Desk.Answer(201, true));
            stage.complete(answer);
            assertThat(vision("_count", "first/200", "success")).isEqualTo(1);
            assertThat(vision("_count", "second/201", "success")).isEqualTo(1);
        }
    }

    @Nested
    class A_call_without_a_stage {
        @Test
        void is_recorded_at_once_if_it_threw() {
            method.threw(FIVE_SECONDS, new IOException("refused"), message);
            assertThat(vision("_count", "floor_plan/refused", "error")).isEqualTo(1);
            assertThat(vision("_sum", "floor_plan/refused", "error")).isEqualTo(5);
        }

        @Test
        void is_recorded_at_once_if_it_returned_null() {
            method.returned(FIVE_SECONDS, null, message);
            assertThat(vision("_count", "floor_plan/none", "success")).isEqualTo(1);
        }
    }

    @Nested
    class A_stage_that_cannot_be_listened_to {
        @Test
        void is_reported_without_the_applications_words_and_the_application_is_left_alone() {
            IllegalStateException odd = new IllegalStateException("no listeners for lead 4711");
            method.returned(FIVE_SECONDS, new Deaf(odd), message);
            assertThat(method.failures())
                    .singleElement()
                    .asString()
                    .contains(Deaf.class.getName(), IllegalStateException.class.getName())
                    .doesNotContain("4711");
        }

        private static final class Deaf extends CompletableFuture<Desk.Answer> {
            private final RuntimeException refusal;

            Deaf(RuntimeException refusal) {
                this.refusal = refusal;
            }

            @Override
            public CompletableFuture<Desk.Answer> whenComplete(
                    BiConsumer<? super Desk.Answer, ? super Throwable> action) {
                throw refusal;
            }
        }
    }

    @Nested
    class A_failure_while_recording_the_completion {
        @Test
        void is_reported_and_the_stage_completes_all_the_same() {
            WovenMethod counter = WovenMethod.of(
                    "handleLater",
                    rule(Kind.COUNTER)
                            .metric("answers")
                            .expression(Attribute.VALUE, Expression.parse("-result.status")));
            CompletableFuture<String> next = stage.thenApply(it -> "answered " + it.status);
            counter.returned(FIVE_SECONDS, stage, message);
            stage.complete(answer);
            assertThat(counter.failures()).hasSize(1);
            assertThat(next.join()).isEqualTo("answered 200");
        }
    }
}

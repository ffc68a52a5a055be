package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Call call = Call.to(Shop.class, "sell");

    private String evaluate(Evaluation evaluation, Object argument) {
        return evaluation.text(call.with(null, 0, argument).frame());
    }

    private void fail(Evaluation evaluation, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(evaluate(evaluation, "has no key")).isNull();
        }
    }

    @Nested
    class An_evaluation_that_fails_1000_times_in_a_row {
        private final Evaluation evaluation = call.compile("arg2.key", Use.TEXT);

        @Test
        void switches_itself_off_once() {
            fail(evaluation, 999);
            assertThat(call.switchedOff).isEmpty();
            fail(evaluation, 1);
            assertThat(call.switchedOff).hasSize(1);
            fail(evaluation, 10);
            assertThat(call.switchedOff).hasSize(1);
            assertThat(call.failures).hasSize(1000);
        }

        @Test
        void switches_itself_off_once_also_if_threads_compete() throws InterruptedException {
            Object[] frame = call.with(null, 0, "has no key").frame();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> {
                    for (int times = 0; times < 1000; times++) {
                        assertThat(evaluation.text(frame)).isNull();
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(call.switchedOff).hasSize(1);
            assertThat(call.failures).hasSize(1000);
        }

        @Test
        void is_absent_from_then_on() {
            fail(evaluation, 1000);
            assertThat(evaluate(evaluation, Map.of("key", "value"))).isNull();
        }
    }

    @Nested
    class A_success {
        @Test
        void starts_the_count_anew() {
            Evaluation evaluation = call.compile("arg2.key", Use.TEXT);
            fail(evaluation, 999);
            assertThat(evaluate(evaluation, Map.of("key", "value"))).isEqualTo("value");
            fail(evaluation, 999);
            assertThat(call.switchedOff).isEmpty();
        }

        @Test
        void may_be_an_absent_value() {
            Evaluation evaluation = call.compile("arg2.key", Use.TEXT);
            fail(evaluation, 999);
            assertThat(evaluate(evaluation, null)).isNull();
            fail(evaluation, 999);
            assertThat(call.switchedOff).isEmpty();
        }

        @Test
        void is_none_if_a_part_failed_for_which_another_value_stood_in() {
            Evaluation evaluation = call.compile("arg2.key ?? 'other'", Use.TEXT);
            for (int i = 0; i < 1000; i++) {
                assertThat(evaluate(evaluation, "has no key")).isEqualTo("other");
            }
            assertThat(call.switchedOff).hasSize(1);
            assertThat(evaluate(evaluation, "has no key")).isNull();
        }
    }

    @Test
    void a_listener_that_throws_is_not_noticed_by_the_application() {
        MethodDescription method = TypeDescription.ForLoadedType.of(Shop.class)
                .getDeclaredMethods()
                .filter(ElementMatchers.named("sell"))
                .getOnly();
        FailureListener throwing = new FailureListener() {
            @Override
            public void failed(Expression expression, Throwable failure) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void switchedOff(Expression expression, Throwable lastFailure) {}
        };
        Evaluation evaluation = new ExpressionCompiler(type -> {}, throwing)
                .compile(Expression.parse("arg2.key"), Use.TEXT, method, new FrameLayout());
        assertThatCode(() -> evaluation.text(new Object[] {null, 0, null, "has no key"}))
                .doesNotThrowAnyException();
    }

    @Test
    void no_failure_tells_a_value_of_the_application() {
        evaluate(call.compile("arg2 * 1", Use.TEXT), "secret@lead");
        evaluate(call.compile("arg2.key", Use.TEXT), "secret@lead");
        evaluate(call.compile("arg2[0]", Use.TEXT), "secret@lead");
        assertThat(call.failures)
                .hasSize(3)
                .noneMatch(failure -> failure.toString().contains("secret"));
    }
}

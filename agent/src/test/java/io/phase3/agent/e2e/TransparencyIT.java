package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that looks at everything it can see of itself, with all its methods measured and without the agent. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#all")
class TransparencyIT {
    private static final String RULES = """
            everything { methods = ["com.acme.odd..*.*(..)"], exclude = ["com.acme.odd.Nasty.*(..)"] }
            scoped     { kind = conversion, methods = ["com.acme.odd..*.*(..)"], exclude = ["com.acme.odd.Nasty.*(..)"]
                         lead = "mdc('lead') ?? 'lead-1'", feature = scoped }
            getter     { kind = websocket, methods = ["com.acme.odd.Worker.accept(..)"], type = "arg0.name" }
            text       { kind = vision, methods = ["com.acme.odd.Worker.accept(..)"], type = "arg1.value" }
            equal      { kind = churn, methods = ["com.acme.odd.Worker.accept(..)"], success = "arg1.value == 'text'" }
            path       { kind = coaching, methods = ["com.acme.odd.Worker.accept(..)"], type = "arg1.value.name" }
            label      { kind = counter, metric = acme_accepted_total, methods = ["com.acme.odd.Worker.accept(..)"]
                         labels { value = "arg1.value", name = "arg0.name" } }
            argument   { kind = counter, metric = acme_reassigned_total, methods = ["com.acme.odd.Worker.reassigned(..)"]
                         labels { text = "text" } }
            touch      { kind = timed, methods = ["com.acme.odd.Worker.touch(..)"], feature = touch, type = "number" }
            """;

    private static ForkedJvm.Exit with;
    private static ForkedJvm.Exit without;
    private static Scrape scrape;

    @Parameter
    private Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) throws InterruptedException {
        try (ForkedJvm plain = ForkedJvm.on(jdk).main("com.acme.odd.Oddities", "throw");
                ForkedJvm measured = ForkedJvm.on(jdk).rules(RULES).main("com.acme.odd.Oddities", "throw")) {
            scrape = measured.ready().scrape();
            with = measured.end();
            without = plain.end();
        }
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        with = null;
        without = null;
    }

    @Nested
    class TheProgram {
        @Test
        void prints_the_same_results_members_and_stack_traces() {
            assertThat(with.stdout()).isEqualTo(without.stdout()).hasSizeGreaterThan(60);
        }

        @Test
        void prints_the_same_errors() {
            assertThat(with.stderrOfApplication())
                    .isEqualTo(without.stderr())
                    .contains("Exception in thread \"main\" java.lang.IllegalStateException: out of main");
        }

        @Test
        void ends_the_same_when_an_exception_leaves_main() {
            assertThat(with.code()).isEqualTo(without.code()).isEqualTo(1);
        }

        @Test
        void ends_the_same_when_it_exits() throws InterruptedException {
            assertSameEnd("exit", 3);
        }

        @Test
        void ends_the_same_when_its_last_thread_ends() throws InterruptedException {
            assertSameEnd("return", 0);
        }

        private void assertSameEnd(String how, int code) throws InterruptedException {
            try (ForkedJvm plain = ForkedJvm.on(jdk).main("com.acme.odd.Oddities", how);
                    ForkedJvm measured = ForkedJvm.on(jdk).rules(RULES).main("com.acme.odd.Oddities", how)) {
                ForkedJvm.Exit plainly = plain.end();
                ForkedJvm.Exit exit = measured.end();
                assertThat(exit.stdout()).isEqualTo(plainly.stdout());
                assertThat(exit.stderrOfApplication()).isEqualTo(plainly.stderr());
                assertThat(List.of(exit.code(), plainly.code())).containsOnly(code);
            }
        }
    }

    @Nested
    class MeanwhileTheAgent {
        private long calls(String operation, String outcome) {
            return (long) scrape.value(
                    "phase3_operation_duration_seconds_count", "operation=" + operation, "outcome=" + outcome);
        }

        @Test
        void counts_calls_that_throw_whatever_they_throw() {
            assertThat(calls("fail", "error")).isEqualTo(3);
            assertThat(calls("failStatic", "error")).isEqualTo(1);
            assertThat(calls("finish", "error")).isEqualTo(1);
            assertThat(calls("forEver", "error")).isEqualTo(1);
        }

        @Test
        void counts_on_after_the_stack_was_full() {
            assertThat(calls("afterwards", "success")).isEqualTo(10);
            // the very method in which the stack was full
            assertThat(calls("100", "success")).isEqualTo(10);
        }

        @Test
        void counts_calls_that_open_a_scope_just_the_same() {
            assertThat(scoped("fail", "error")).isEqualTo(3);
            assertThat(scoped("forEver", "error")).isEqualTo(1);
            assertThat(scoped("reassigned", "success")).isEqualTo(1);
            assertThat(scoped("afterwards", "success")).isEqualTo(10);
        }

        private long scoped(String type, String outcome) {
            return (long) scrape.value(
                    "phase3_conversion_duration_seconds_count",
                    "feature=scoped",
                    "conversion_type=" + type,
                    "outcome=" + outcome);
        }

        @Test
        void counts_calls_whose_values_throw() {
            assertThat(calls("accept", "success")).isEqualTo(4);
            assertThat(scrape.counts("phase3_websocket_latency_seconds_count"))
                    .containsOnly(
                            entry("realtime_intelligence/unknown/success", 4L),
                            entry("realtime_intelligence/unknown/error", 0L));
            assertThat(scrape.sum("phase3_vision_analysis_duration_seconds_count"))
                    .isEqualTo(4);
            assertThat(scrape.sum("phase3_churn_intervention_duration_seconds_count"))
                    .isEqualTo(4);
            assertThat(scrape.sum("phase3_coaching_analysis_duration_seconds_count"))
                    .isEqualTo(4);
            assertThat(scrape.sum("acme_accepted_total")).isEqualTo(4);
        }

        @Test
        void counts_the_values_that_threw() {
            assertThat(scrape.value("phase3_agent_errors_total", "stage=expression"))
                    .isPositive();
            assertThat(scrape.value("phase3_agent_errors_total", "stage=weave")).isZero();
        }

        @Test
        void reads_arguments_as_the_caller_passed_them() {
            assertThat(scrape.counts("acme_reassigned_total")).containsOnly(entry("before", 1L));
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many calls, many threads, many label values: nothing gets lost, nothing grows without bound. */
class LoadIT {
    private static final String RULES = """
            passes { kind = websocket, methods = ["com.acme.load.Turnstile.pass(..)"], type = "type" }
            value  { kind = histogram, metric = acme_value, methods = ["com.acme.load.Turnstile.pass(..)"]
                     value = "value", buckets = [0, 0.25, 0.5] }
            """;

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_million_calls_from_16_threads_are_a_million_calls(Jdk jdk) {
        assertExact(jdk, "platform", 16, 62_504);
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#withVirtualThreads")
    void calls_from_100_000_virtual_threads_are_counted_each(Jdk jdk) {
        assertExact(jdk, "virtual", 100_000, 16);
    }

    /** Every fourth pass is of one type; the values go through 0, 1/8 … 7/8, which add up exactly. */
    private static void assertExact(Jdk jdk, String threads, int tasks, int passes) {
        try (ForkedJvm jvm = ForkedJvm.on(jdk).rules(RULES).scenario("Crowd", threads, tasks, passes)) {
            Scrape scrape = jvm.ready().scrape();
            long calls = (long) tasks * passes;
            assertThat(scrape.counts("phase3_websocket_latency_seconds_count"))
                    .containsOnly(
                            entry("realtime_intelligence/every_fourth/success", calls / 4),
                            entry("realtime_intelligence/every_fourth/error", 0L),
                            entry("realtime_intelligence/other/success", calls / 4 * 3),
                            entry("realtime_intelligence/other/error", 0L));
            assertThat(scrape.counts("acme_value_bucket"))
                    .containsOnly(
                            entry("0.0", calls / 8),
                            entry("0.25", calls / 8 * 3),
                            entry("0.5", calls / 8 * 5),
                            entry("+Inf", calls));
            assertThat(scrape.value("acme_value_sum")).isEqualTo(calls * 3.5 / 8);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @Test
    void label_values_beyond_the_bound_count_under_other_and_sums_stay_right() {
        int types = 50;
        int passes = 20;
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                .rules("passes { kind = websocket, methods = [\"com.acme.load.Turnstile.pass(..)\"], type = \"type\" }")
                .flags("-Dphase3.bounds.label-values=20")
                .scenario("Types", types, passes)) {
            Scrape scrape = jvm.ready().scrape();
            String count = "phase3_websocket_latency_seconds_count";
            assertThat(scrape.sum(count)).isEqualTo(types * passes);
            double others = scrape.value(count, "message_type=__other__", "outcome=success");
            // success and error of ten types fit
            assertThat(others).isEqualTo((types - 10) * passes);
            assertThat(scrape.value(count, "message_type=type-9", "outcome=success"))
                    .isEqualTo(passes);
            assertThat(scrape.samples(count)).hasSize(22);
            assertThat(scrape.value("phase3_agent_label_overflow_total", "metric=phase3_websocket_latency_seconds"))
                    .isEqualTo(others);
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guava's ListenableFuture: listened to. */
class GuavaIT {
    private static final String COUNT = "phase3_operation_duration_seconds_count";

    private static ForkedJvm.Builder application(Jdk jdk) {
        return ForkedJvm.on(jdk).application();
    }

    private static ForkedJvm.Builder measured(Jdk jdk) {
        return application(jdk).rules("""
                find { methods = ["com.acme.guava.Main.find(..)"], type = "result ?? 'none'" }
                any { methods = ["com.acme.guava.Main.any(..)"], type = "result" }
                """);
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void each_future_is_counted_once_by_how_it_ends(Jdk jdk) {
        try (ForkedJvm jvm = measured(jdk).main("com.acme.guava.Main").ready()) {
            assertThat(jvm.scrape().counts(COUNT))
                    .containsAllEntriesOf(Map.of(
                            "unattributed/a/success",
                            1L,
                            "unattributed/desk/success",
                            1L,
                            "unattributed/b/success",
                            1L,
                            "unattributed/none/error",
                            1L,
                            "unattributed/none/cancelled",
                            1L,
                            "unattributed/object/success",
                            1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void the_application_sees_what_it_saw_without_the_agent(Jdk jdk) {
        List<String> without;
        try (ForkedJvm jvm = application(jdk).main("com.acme.guava.Main").ready()) {
            without = jvm.stdout();
        }
        try (ForkedJvm jvm = measured(jdk).main("com.acme.guava.Main").ready()) {
            assertThat(jvm.stdout()).isEqualTo(without);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_million_leave_nothing_behind(Jdk jdk) {
        try (ForkedJvm jvm =
                measured(jdk).flags("-Xmx64m").main("com.acme.guava.Main").ready()) {
            jvm.obey("million");
            assertThat(jvm.scrape().sum(COUNT, "outcome=success")).isEqualTo(1_000_000 + 4);
        }
    }
}

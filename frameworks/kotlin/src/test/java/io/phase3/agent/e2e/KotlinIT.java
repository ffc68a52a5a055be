package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kotlin's suspend functions: measured from the call to its end, through all suspensions. */
class KotlinIT {
    private static final String COUNT = "phase3_operation_duration_seconds_count";

    private static ForkedJvm.Builder application(Jdk jdk) {
        return ForkedJvm.on(jdk).application();
    }

    private static ForkedJvm.Builder measured(Jdk jdk) {
        return application(jdk).rules("""
                functions { methods = ["com.acme.kotlin.MainKt.*(..)"], exclude = ["com.acme.kotlin.MainKt.main(..)", "com.acme.kotlin.MainKt.delayed(..)"] }
                desks { methods = ["com.acme.kotlin.*Desk.find(..)"], lead = "arg0", type = "result" }
                delayed { methods = ["com.acme.kotlin.MainKt.delayed(..)"], type = "result" }
                """);
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void each_call_is_counted_once_by_how_it_ends(Jdk jdk) {
        try (ForkedJvm jvm = measured(jdk).main("com.acme.kotlin.MainKt").ready()) {
            assertThat(jvm.scrape().counts(COUNT))
                    .containsAllEntriesOf(Map.ofEntries(
                            Map.entry("unattributed/direct/success", 2L),
                            Map.entry("unattributed/delayed/success", 4L),
                            Map.entry("unattributed/tail/success", 2L),
                            Map.entry("unattributed/switching/success", 2L),
                            Map.entry("unattributed/failing/error", 2L),
                            Map.entry("unattributed/failingAtOnce/error", 2L),
                            Map.entry("unattributed/waiting/cancelled", 2L),
                            Map.entry("unattributed/mapped/success", 2L),
                            Map.entry("unattributed/ab/success", 2L),
                            Map.entry("unattributed/open c/success", 2L),
                            Map.entry("unattributed/recursive/success", 2L),
                            Map.entry("unattributed/concurrent/success", 200L)));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void the_application_sees_what_it_saw_without_the_agent_on_the_same_threads(Jdk jdk) {
        List<String> without;
        try (ForkedJvm jvm = application(jdk).main("com.acme.kotlin.MainKt").ready()) {
            without = jvm.stdout();
        }
        try (ForkedJvm jvm = measured(jdk).main("com.acme.kotlin.MainKt").ready()) {
            assertThat(jvm.stdout()).isEqualTo(without);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_million_leave_nothing_behind(Jdk jdk) {
        try (ForkedJvm jvm =
                measured(jdk).flags("-Xmx64m").main("com.acme.kotlin.MainKt").ready()) {
            jvm.obey("million");
            assertThat(jvm.scrape().sum(COUNT, "operation=yielding")).isEqualTo(1_000_000);
        }
    }
}

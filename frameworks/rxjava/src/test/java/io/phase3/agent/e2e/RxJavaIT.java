package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RxJava 3: measured from each subscription to its end. */
class RxJavaIT {
    private static final String COUNT = "phase3_operation_duration_seconds_count";

    private static ForkedJvm.Builder application(Jdk jdk) {
        return ForkedJvm.on(jdk).application();
    }

    private static ForkedJvm.Builder measured(Jdk jdk) {
        return application(jdk).rules("""
                single { methods = ["com.acme.rxjava.Main.single(..)"] }
                maybe { methods = ["com.acme.rxjava.Main.maybe(..)"] }
                completable { methods = ["com.acme.rxjava.Main.completable(..)"] }
                observable { methods = ["com.acme.rxjava.Main.observable(..)"] }
                flowable { methods = ["com.acme.rxjava.Main.flowable(..)"] }
                messages { methods = ["com.acme.rxjava.Main.messages(..)"], each = true, type = "result" }
                """);
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void each_subscription_is_counted_once_by_how_it_ends(Jdk jdk) {
        try (ForkedJvm jvm = measured(jdk).main("com.acme.rxjava.Main").ready()) {
            assertThat(jvm.scrape().counts(COUNT))
                    .containsAllEntriesOf(Map.ofEntries(
                            Map.entry("unattributed/single/success", 2L),
                            Map.entry("unattributed/single/error", 1L),
                            Map.entry("unattributed/single/cancelled", 1L),
                            Map.entry("unattributed/maybe/success", 2L),
                            Map.entry("unattributed/maybe/error", 1L),
                            Map.entry("unattributed/maybe/cancelled", 1L),
                            Map.entry("unattributed/completable/success", 1L),
                            Map.entry("unattributed/completable/error", 1L),
                            Map.entry("unattributed/completable/cancelled", 1L),
                            Map.entry("unattributed/observable/success", 1L),
                            Map.entry("unattributed/observable/error", 1L),
                            Map.entry("unattributed/observable/cancelled", 1L),
                            Map.entry("unattributed/flowable/success", 1L),
                            Map.entry("unattributed/flowable/error", 1L),
                            Map.entry("unattributed/flowable/cancelled", 1L),
                            Map.entry("unattributed/one/success", 1L),
                            Map.entry("unattributed/two/success", 1L),
                            Map.entry("unattributed/three/success", 1L)));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void the_application_sees_what_it_saw_without_the_agent(Jdk jdk) {
        List<String> without;
        try (ForkedJvm jvm = application(jdk).main("com.acme.rxjava.Main").ready()) {
            without = jvm.stdout();
        }
        try (ForkedJvm jvm = measured(jdk).main("com.acme.rxjava.Main").ready()) {
            assertThat(jvm.stdout()).isEqualTo(without);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_million_leave_nothing_behind(Jdk jdk) {
        try (ForkedJvm jvm =
                measured(jdk).flags("-Xmx64m").main("com.acme.rxjava.Main").ready()) {
            jvm.obey("million");
            assertThat(jvm.scrape().sum(COUNT, "outcome=success")).isEqualTo(1_000_000 + 7 + 3);
        }
    }
}

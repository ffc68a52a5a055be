package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reactor's Mono and Flux: measured from each subscription to its end. */
class ReactorIT {
    private static final String COUNT = "phase3_operation_duration_seconds_count";

    private static ForkedJvm.Builder application(Jdk jdk) {
        return ForkedJvm.on(jdk).application();
    }

    private static ForkedJvm.Builder measured(Jdk jdk) {
        return application(jdk).rules("""
                find { methods = ["com.acme.reactor.Main.find(..)"] }
                listings { methods = ["com.acme.reactor.Main.listings(..)"] }
                messages { methods = ["com.acme.reactor.Main.messages(..)"], each = true, type = "result" }
                hot { methods = ["com.acme.reactor.Main.hot(..)"] }
                published { methods = ["com.acme.reactor.Main.published(..)"] }
                lead { methods = ["com.acme.reactor.Main.lead(..)"], lead = "arg0", type = "result" }
                """);
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void each_subscription_is_counted_once_by_how_it_ends(Jdk jdk) {
        try (ForkedJvm jvm = measured(jdk).main("com.acme.reactor.Main").ready()) {
            assertThat(jvm.scrape().counts(COUNT))
                    .containsAllEntriesOf(Map.ofEntries(
                            Map.entry("unattributed/find/success", 6L),
                            Map.entry("unattributed/find/error", 1L),
                            Map.entry("unattributed/find/cancelled", 1L),
                            Map.entry("unattributed/listings/success", 3L),
                            Map.entry("unattributed/listings/error", 1L),
                            Map.entry("unattributed/listings/cancelled", 2L),
                            // Twice: an operator passes a failure on downstream, and nobody upstream can see it.
                            Map.entry("unattributed/one/success", 2L),
                            Map.entry("unattributed/two/success", 1L),
                            Map.entry("unattributed/three/success", 1L),
                            Map.entry("unattributed/hot/success", 1L),
                            Map.entry("unattributed/published/success", 2L),
                            Map.entry("unattributed/lead-1/success", 1L)));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void the_application_sees_what_it_saw_without_the_agent(Jdk jdk) {
        List<String> without;
        try (ForkedJvm jvm = application(jdk).main("com.acme.reactor.Main").ready()) {
            without = jvm.stdout();
        }
        try (ForkedJvm jvm = measured(jdk).main("com.acme.reactor.Main").ready()) {
            assertThat(jvm.stdout()).isEqualTo(without);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_million_leave_nothing_behind(Jdk jdk) {
        try (ForkedJvm jvm =
                measured(jdk).flags("-Xmx64m").main("com.acme.reactor.Main").ready()) {
            jvm.obey("million");
            Scrape scrape = jvm.scrape();
            assertThat(scrape.sum(COUNT, "operation=find", "outcome=success")).isEqualTo(500_006);
            assertThat(scrape.sum(COUNT, "operation=listings", "outcome=success"))
                    .isEqualTo(500_003);
        }
    }
}

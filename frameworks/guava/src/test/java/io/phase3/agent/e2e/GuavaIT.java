package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guava's ListenableFuture. */
class GuavaIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_call_is_counted(Jdk jdk) {
        try (ForkedJvm jvm = ForkedJvm.on(jdk)
                .application()
                .rules("find { methods = [\"com.acme.guava.Main.find(..)\"] }")
                .main("com.acme.guava.Main")
                .ready()) {
            assertThat(jvm.scrape().sum("phase3_operation_duration_seconds_count", "operation=find"))
                    .isEqualTo(1);
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library in a version that the built-in rules do not know. */
class UnknownLibraryIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void switches_its_rules_off_with_a_line_each_and_nothing_else(Jdk jdk) throws InterruptedException {
        try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("").scenario("Inquiring").ready()) {
            assertThat(jvm.complaints())
                    .containsExactlyInAnyOrder(
                            "rule 'anthropic-messages' (built in): com.anthropic.services.blocking.MessageServiceImpl has"
                                    + " no method create(..): this version of the library is not known to Phase 3, the"
                                    + " rule is off",
                            "rule 'anthropic-messages-streaming' (built in):"
                                    + " com.anthropic.services.blocking.MessageServiceImpl has no method"
                                    + " createStreaming(..): this version of the library is not known to Phase 3, the"
                                    + " rule is off");
            assertThat(jvm.scrape().sum("phase3_agent_rule_methods")).isZero();
            assertThat(jvm.stdout()).containsExactly("How are you?", "ready");
            assertThat(jvm.end().code()).isZero();
        }
    }
}

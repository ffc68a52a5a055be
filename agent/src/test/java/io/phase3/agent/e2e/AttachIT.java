package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a JVM that has run for a while. */
class AttachIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void classes_that_are_loaded_already_are_measured_from_then_on(Jdk jdk, @TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("phase3.conf"), """
                phase3.rules.passes {
                  kind = websocket, methods = ["com.acme.load.Turnstile.pass(..)"], type = "type"
                }
                """);
        try (ForkedJvm jvm = ForkedJvm.on(jdk).scenario("Passing").ready()) {
            jvm.obey("before");
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
            machine.loadAgent(ForkedJvm.AGENT.toString(), config.toString());
            machine.detach();
            jvm.obey("after");
            jvm.obey("after all");
            assertThat(jvm.scrape().counts("phase3_websocket_latency_seconds_count"))
                    .containsOnly(
                            entry("realtime_intelligence/after/success", 1L),
                            entry("realtime_intelligence/after/error", 0L),
                            entry("realtime_intelligence/after all/success", 1L),
                            entry("realtime_intelligence/after all/error", 0L));
            assertThat(jvm.scrape().counts("phase3_agent_rule_methods")).containsOnly(entry("passes", 1L));
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void whoever_asks_for_it_is_told_what_became_of_it(Jdk jdk, @TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("phase3.conf"), """
                phase3.rules.passes { kind = websocket, methods = ["com.acme.load.Turnstile.pass(..)"] }
                phase3.rules.broken { methods = [] }
                """);
        try (ForkedJvm jvm = ForkedJvm.on(jdk).scenario("Passing").ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            for (String verb : List.of("report", "reload")) {
                assertThat(control.tell(verb).get("message").getAsString()).startsWith("no agent runs in this JVM");
            }
            JsonObject started = control.tell("attach", config.toString());
            assertThat(started.get("did").getAsString()).isEqualTo("started");
            assertThat(started.get("configuration").getAsString()).isEqualTo(config.toString());
            assertThat(started.get("metrics").getAsString())
                    .isEqualTo(jvm.metrics().toString());
            assertThat(started.getAsJsonArray("problems").toString()).contains("phase3.conf: 2", "broken");
            assertThat(started.getAsJsonObject("report").get("classes").getAsInt())
                    .isPositive();
            assertThat(control.tell("report").get("did").getAsString()).isEqualTo("reported");
            assertThat(control.tell("attach").get("message").getAsString())
                    .startsWith("an agent runs in this JVM already");
            assertThat(control.tell("dance").get("did").getAsString()).isEqualTo("failed");
        }
    }

    @Test
    void a_command_that_cannot_be_answered_is_a_line(@TempDir Path folder) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own()).scenario("Passing").ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            control.load(ForkedJvm.AGENT, "@report " + folder.resolve("none/reply"));
            jvm.agentLine("'report' cannot be answered in " + folder.resolve("none/reply"));
            control.load(ForkedJvm.AGENT, "@report");
            jvm.agentLine("no command: expected @VERB REPLY-FILE [ARGUMENT]");
        }
    }
}

package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.WebSocketScrape.assertConnections;
import static io.phase3.agent.e2e.WebSocketScrape.assertMessages;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Undertow, also with a listener of its own kind. */
class UndertowIT extends JakartaWebSocketContract {
    UndertowIT() {
        super("com.acme.undertow.Main", "going_away");
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void so_do_listeners_of_its_own(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            Visitor first = Visitor.of(jvm, "/native");
            assertThat(first.say("hall").hear()).isEqualTo("hall");
            assertThat(first.send(new byte[4], true).hear()).isEqualTo("bytes");
            Visitor second = Visitor.of(jvm, "/native");
            Visitor failing = Visitor.of(jvm, "/native");
            assertConnections(jvm, 3, Map.of());

            first.close(1001);
            second.vanish();
            assertConnections(jvm, 1, Map.of("going_away", 1L, "abnormal", 1L));

            failing.say("fail");
            assertMessages(jvm, Map.of("TourListener/success", 2L, "TourListener/error", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }
}

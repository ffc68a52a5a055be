package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.WebSocketScrape.assertConnections;
import static io.phase3.agent.e2e.WebSocketScrape.assertMessages;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jetty, also with endpoints of its own kinds. */
class JettyIT extends JakartaWebSocketContract {
    JettyIT() {
        super("com.acme.jetty.Main", "abnormal");
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void so_do_listeners_and_annotated_classes_of_its_own(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            Visitor listener = Visitor.of(jvm, "/native/listener");
            assertThat(listener.say("hall").hear()).isEqualTo("hall");
            assertThat(listener.send(new byte[4], true).hear()).isEqualTo("bytes: 4");
            Visitor annotated = Visitor.of(jvm, "/native/annotated");
            assertThat(annotated.say("attic").hear()).isEqualTo("attic");
            Visitor failing = Visitor.of(jvm, "/native/listener");
            assertConnections(jvm, 3, Map.of());

            failing.say("fail");
            listener.close(1000);
            annotated.vanish();
            assertMessages(jvm, Map.of("TourListener/success", 2L, "TourListener/error", 1L, "TourSocket/success", 1L));
            assertConnections(jvm, 0, Map.of("internal_error", 1L, "normal", 1L, "abnormal", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }
}

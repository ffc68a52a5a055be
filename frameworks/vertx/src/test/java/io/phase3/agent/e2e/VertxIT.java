package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vert.x, whose connections are Netty's. */
class VertxIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void messages_connections_and_disconnects_are_there_without_configuration(Jdk jdk) {
        try (ForkedJvm jvm = SocketDay.begin(jdk, "com.acme.vertx.Main")) {
            SocketDay.live(jvm, "/");
            assertThat(SocketDay.messages(jvm.scrape())).isEqualTo(Map.of("Main/success", 6L, "Main/error", 1L));
            assertThat(SocketDay.disconnects(jvm.scrape()))
                    .isEqualTo(Map.of("normal", 2L, "going_away", 1L, "abnormal", 1L, "application", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }
}

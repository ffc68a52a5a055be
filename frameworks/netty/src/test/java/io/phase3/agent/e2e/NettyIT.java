package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty's handlers of websocket frames. */
class NettyIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void messages_connections_and_disconnects_are_there_without_configuration(Jdk jdk) {
        try (ForkedJvm jvm = SocketDay.begin(jdk, "com.acme.netty.Main")) {
            SocketDay.live(jvm, "/echo");
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of("EchoHandler/success", 6L, "EchoHandler/error", 1L));
            assertThat(SocketDay.disconnects(jvm.scrape()))
                    .isEqualTo(Map.of("normal", 2L, "going_away", 1L, "abnormal", 1L, "application", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @Test
    void a_handshake_of_the_applications_own_is_a_connection_too_and_a_close_frame_no_message() {
        try (ForkedJvm jvm = SocketDay.begin(Jdk.own(), "com.acme.netty.Main")) {
            SocketClient client = SocketClient.open(SocketDay.port(jvm, "own-port"), "/");
            client.echo("hello");
            client.close(1001);
            SocketDay.awaitEnd(jvm, 1);
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of("TextHandler/success", 1L, "TextHandler/error", 0L));
            assertThat(SocketDay.disconnects(jvm.scrape())).isEqualTo(Map.of("normal", 0L, "going_away", 1L));
        }
    }
}

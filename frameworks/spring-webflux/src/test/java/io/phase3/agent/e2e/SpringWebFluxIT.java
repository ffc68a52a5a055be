package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring's reactive websockets, whose connections are Netty's. */
class SpringWebFluxIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void messages_connections_and_disconnects_are_there_without_configuration(Jdk jdk) {
        try (ForkedJvm jvm = SocketDay.begin(jdk, "com.acme.springwebflux.Main")) {
            SocketDay.live(jvm, "/echo");
            // An operator turns what a handler throws into the end of its stream: taken the message was all the same.
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of("TEXT/success", 6L, "TEXT/error", 0L, "BINARY/success", 1L, "BINARY/error", 0L));
            assertThat(SocketDay.disconnects(jvm.scrape()))
                    .isEqualTo(
                            Map.of("normal", 1L, "going_away", 1L, "abnormal", 1L, "application", 1L, "no_status", 1L));

            SocketClient lambda = SocketClient.open(SocketDay.port(jvm, "port"), "/lambda");
            lambda.echo("hello");
            lambda.close(1000);
            SocketDay.awaitEnd(jvm, 6);
            assertThat(SocketDay.messages(jvm.scrape()).get("TEXT/success")).isEqualTo(7);
            assertThat(jvm.complaints()).isEmpty();
        }
    }
}

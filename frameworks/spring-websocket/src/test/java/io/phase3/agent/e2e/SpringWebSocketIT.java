package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot application with websockets: {@code -javaagent} is all that is added to it. */
class SpringWebSocketIT {
    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void messages_connections_and_disconnects_are_there_without_configuration(Jdk jdk) {
        try (ForkedJvm jvm = SocketDay.begin(jdk, "com.acme.springwebsocket.Main")) {
            SocketDay.live(jvm, "/echo");
            // Tomcat's endpoint under Spring's handler is none of its own.
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of("EchoHandler/success", 6L, "EchoHandler/error", 1L));
            assertThat(SocketDay.disconnects(jvm.scrape()))
                    .isEqualTo(Map.of(
                            "normal", 1L, "going_away", 1L, "abnormal", 1L, "application", 1L, "internal_error", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @Test
    void whatever_stands_around_a_handler_each_message_and_each_connection_counts_once() {
        try (ForkedJvm jvm = SocketDay.begin(Jdk.own(), "com.acme.springwebsocket.Main")) {
            echo(jvm, "/plain");
            echo(jvm, "/super");
            echo(jvm, "/decorated");
            echo(jvm, "/per-connection");
            echo(jvm, "/sockjs/websocket");
            sockJs(jvm);
            stomp(jvm);
            SocketDay.awaitEnd(jvm, 7);
            assertThat(SocketDay.messages(jvm.scrape()))
                    .containsEntry("PlainHandler/success", 1L)
                    .containsEntry("SuperHandler/success", 1L)
                    .containsEntry("DecoratedHandler/success", 1L)
                    .containsEntry("OwnHandler/success", 1L)
                    .containsEntry("SockJsHandler/success", 2L)
                    .containsEntry("SubProtocolWebSocketHandler/success", 1L)
                    .hasSize(12);
            assertThat(SocketDay.disconnects(jvm.scrape())).isEqualTo(Map.of("normal", 7L));
        }
    }

    private static void echo(ForkedJvm jvm, String path) {
        SocketClient client = SocketClient.open(SocketDay.port(jvm, "port"), path);
        client.echo("hello");
        client.close(1000);
    }

    /** The SockJS protocol: o for open, a for an array of messages. */
    private static void sockJs(ForkedJvm jvm) {
        SocketClient client = SocketClient.open(SocketDay.port(jvm, "port"), "/sockjs/000/session/websocket");
        client.expect("o");
        client.say("[\"hello\"]");
        client.expect("a[\"hello\"]");
        client.close(1000);
    }

    private static void stomp(ForkedJvm jvm) {
        SocketClient client = SocketClient.open(SocketDay.port(jvm, "port"), "/stomp");
        client.say("CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0");
        client.expect("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
        client.close(1000);
    }
}

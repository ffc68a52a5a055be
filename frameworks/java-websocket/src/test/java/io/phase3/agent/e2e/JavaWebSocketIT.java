package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java-WebSocket's server and client. */
class JavaWebSocketIT {
    private static final Map<String, String> WORDS = Map.of(
            "closed 1000", "normal",
            "closed 1001", "going_away",
            "closed 1006", "abnormal",
            "closed 4001", "application");

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void messages_connections_and_disconnects_are_there_without_configuration(Jdk jdk) {
        try (ForkedJvm jvm = SocketDay.begin(jdk, "com.acme.javawebsocket.Main")) {
            SocketDay.live(jvm, "/");
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of("EchoServer/success", 6L, "EchoServer/error", 1L));
            assertThatReasonsAreThoseToldToTheApplication(jvm, 5);

            // The client's side of a connection is one more, and so is its answer.
            jvm.obey("talk");
            SocketDay.awaitEnd(jvm, 7);
            assertThat(SocketDay.messages(jvm.scrape()))
                    .isEqualTo(Map.of(
                            "EchoServer/success",
                            7L,
                            "EchoServer/error",
                            1L,
                            "Talker/success",
                            1L,
                            "Talker/error",
                            0L));
            assertThatReasonsAreThoseToldToTheApplication(jvm, 7);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    /**
     * Which ones these are is up to the library: a client that ends the TCP connection as soon as it has its answer may
     * be faster than the thread that has given the answer, and is abnormal then.
     */
    private static void assertThatReasonsAreThoseToldToTheApplication(ForkedJvm jvm, int number) {
        jvm.await("told " + number + " times", () -> told(jvm).size() == number);
        Map<String, Long> reasons =
                told(jvm).stream().collect(Collectors.groupingBy(WORDS::get, Collectors.counting()));
        reasons.putIfAbsent("normal", 0L);
        assertThat(SocketDay.disconnects(jvm.scrape())).isEqualTo(reasons);
    }

    private static List<String> told(ForkedJvm jvm) {
        return jvm.stdout().stream().filter(line -> line.startsWith("closed ")).toList();
    }
}

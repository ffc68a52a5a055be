package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.WebSocketScrape.assertConnections;
import static io.phase3.agent.e2e.WebSocketScrape.assertMessages;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every implementation of Jakarta WebSocket, by whatever name of the API: nobody has configured anything. */
abstract class JakartaWebSocketContract {
    private final String application;
    private final String reasonAtStop;

    /**
     * The contract of one framework.
     *
     * @param application the main class
     * @param reasonAtStop how a server of this kind leaves its connections when it is stopped
     */
    JakartaWebSocketContract(String application, String reasonAtStop) {
        this.application = application;
        this.reasonAtStop = reasonAtStop;
    }

    /** The application, under an agent without any configuration. */
    ForkedJvm start(Jdk jdk) {
        return ForkedJvm.on(jdk).application().agent("").main(application).ready();
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void every_message_counts_once_under_the_handler_of_the_application(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            Visitor leads = Visitor.of(jvm, "/leads/eu");
            assertThat(leads.pong().say("one").hear()).isEqualTo("eu one");
            assertThat(leads.say("two").hear()).isEqualTo("eu two");
            assertThat(leads.send(new byte[3], true).hear()).isEqualTo("bytes: 3");
            leads.say("fail");

            Visitor photos = Visitor.of(jvm, "/photos");
            photos.send(new byte[2], false).send(new byte[2], true);
            assertThat(photos.hear()).isEqualTo("bytes: 4");

            Visitor offers = Visitor.of(jvm, "/offers");
            assertThat(offers.say("100").hear()).isEqualTo("offered 100");
            offers.say("no number");

            Visitor chat = Visitor.of(jvm, "/chat");
            assertThat(chat.say("hello").hear()).isEqualTo("hello");
            assertThat(chat.send(new byte[5], true).hear()).isEqualTo("bytes: 5");
            chat.say("fail");

            Visitor quick = Visitor.of(jvm, "/quick");
            assertThat(quick.say("hello").hear()).isEqualTo("HELLO");

            assertMessages(
                    jvm,
                    Map.of(
                            "LeadSocket/success", 3L,
                            "LeadSocket/error", 1L,
                            "PhotoSocket/success", 2L,
                            "OfferSocket/success", 1L,
                            "Words/success", 1L,
                            "Words/error", 1L,
                            "ChatEndpoint/success", 1L,
                            "QuickEndpoint/success", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void connections_count_until_they_are_closed_by_whom_ever(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            Visitor leads = Visitor.of(jvm, "/leads/eu");
            Visitor photos = Visitor.of(jvm, "/photos");
            Visitor chat = Visitor.of(jvm, "/chat");
            Visitor quick = Visitor.of(jvm, "/quick");
            assertConnections(jvm, 4, Map.of());

            assertThat(Visitor.of(jvm, "/door").hear()).isEqualTo("closed 1008");
            photos.close(1000);
            chat.close(1001);
            quick.vanish();
            assertConnections(jvm, 1, Map.of("normal", 1L, "going_away", 1L, "abnormal", 1L));

            leads.say("leave");
            assertThat(leads.hear()).isEqualTo("closed 4001");
            Visitor.of(jvm, "/photos").vanish();
            assertConnections(jvm, 0, Map.of("normal", 1L, "going_away", 1L, "abnormal", 2L, "application", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void both_ends_count_where_both_are_here_and_a_server_that_stops_closes_what_is_open(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            jvm.obey("connect");
            assertConnections(jvm, 2, Map.of());
            assertMessages(jvm, Map.of("LeadSocket/success", 1L, "ClientSocket/success", 1L));

            jvm.obey("disconnect");
            assertConnections(jvm, 0, Map.of("normal", 2L));

            Visitor.of(jvm, "/photos");
            Visitor.of(jvm, "/chat");
            assertConnections(jvm, 2, Map.of("normal", 2L));
            jvm.obey("stop");
            assertConnections(jvm, 0, Map.of("normal", 2L, reasonAtStop, 2L));
        }
    }
}

package com.acme.estate.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.estate.events.EventBus;
import com.acme.estate.store.Database;
import com.acme.estate.store.RedisPool;
import com.acme.estate.vendor.RemoteSystems;
import com.acme.estate.vendor.Seed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeadServerTest {
    private final EventBus bus = EventBus.start();
    private LeadServer server;

    @BeforeEach
    void start() throws Exception {
        RemoteSystems remotes = RemoteSystems.lifelike(new Seed(7), 0.001);
        LeadDesk desk = new LeadDesk(Database.connect(remotes), new RedisPool(remotes), bus);
        server = LeadServer.start(desk, 0);
    }

    @AfterEach
    void stop() {
        server.close();
        bus.close();
    }

    @Test
    void everyClientReceivesTheUpdateThatOneOfThemCaused() {
        Client sender = new Client();
        Client watcher = new Client();

        sender.send("{\"type\":\"lead_assigned\",\"leadId\":\"L1\"}");

        await().untilAsserted(() -> assertThat(List.of(sender, watcher))
                .allSatisfy(client -> assertThat(client.received)
                        .singleElement()
                        .satisfies(text -> assertThat(text)
                                .contains("\"type\":\"lead_assigned\"", "\"leadId\":\"L1\"", "\"agent\":\"agent-"))));
    }

    @Test
    void aHeartbeatIsAnsweredToItsSender() {
        Client sender = new Client();
        Client watcher = new Client();

        sender.send("{\"type\":\"heartbeat\"}");
        watcher.send("{\"type\":\"lead_update\",\"leadId\":\"L2\"}");

        await().untilAsserted(() -> assertThat(sender.received)
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("heartbeat"))
                .anySatisfy(text -> assertThat(text).contains("L2")));
        assertThat(watcher.received).noneSatisfy(text -> assertThat(text).contains("heartbeat"));
    }

    @Test
    void aMessageThatMakesNoSenseLeavesTheConnectionOpen() {
        Client client = new Client();

        client.send("{\"type\":\"gossip\",\"leadId\":\"L3\"}");
        client.send("{\"type\":\"lead_scored\",\"leadId\":\"L3\"}");

        await().untilAsserted(() -> assertThat(client.received)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("lead_scored")));
    }

    @Test
    void clientsThatVanishAreForgotten() {
        Client polite = new Client();
        Client rude = new Client();
        await().until(() -> server.connections() == 2);

        polite.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        rude.socket.abort();

        await().until(() -> server.connections() == 0);
    }

    @Test
    void aFullServerTurnsAwayWhoeverSaysSomething() {
        Client early = new Client();
        // The client is connected a little before the server knows.
        await().until(() -> server.connections() == 1);
        server.full(true);
        await().until(early.socket::isInputClosed);

        Client late = new Client();
        late.send("{\"type\":\"heartbeat\"}");

        await().until(late.socket::isInputClosed);
        assertThat(late.received).isEmpty();
    }

    private final class Client implements WebSocket.Listener {
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.getPort() + "/leads"), this)
                .join();

        private void send(String text) {
            socket.sendText(text, true).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            received.add(text.toString());
            webSocket.request(1);
            return null;
        }
    }
}

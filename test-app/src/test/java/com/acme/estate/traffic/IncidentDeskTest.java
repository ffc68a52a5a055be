package com.acme.estate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.estate.Estate;
import com.acme.estate.events.Event;
import com.acme.estate.events.Topic;
import com.acme.estate.vendor.Seed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentDeskTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private Estate estate;
    private TrafficGenerator traffic;
    private IncidentDesk desk;

    @BeforeEach
    void open() throws Exception {
        Seed seed = new Seed(5);
        estate = Estate.open(seed, 0.01, 0);
        traffic = new TrafficGenerator(estate, seed, 40, Temper.CALM);
        desk = IncidentDesk.open(estate, traffic);
        estate.bus().subscribe(Topic.LEAD_INTELLIGENCE, received::add);
    }

    @AfterEach
    void close() {
        desk.close();
        traffic.close();
        estate.close();
    }

    @Test
    void anIncidentLastsUntilItIsEnded() throws Exception {
        assertThat(request("PUT", "stopped-consumer")).isEqualTo(204);
        for (int i = 0; i < 10; i++) {
            estate.bus().publish(Event.now(Topic.LEAD_INTELLIGENCE, "lead_update", "L1"));
        }
        assertThat(received).hasSizeLessThanOrEqualTo(1);

        assertThat(request("DELETE", "stopped-consumer")).isEqualTo(204);
        await().until(() -> received.size() == 10);
    }

    @Test
    void clientsThatWereTurnedAwayComeBackAfterwards() throws Exception {
        await().until(() -> estate.leadServer().connections() > 0);

        assertThat(request("PUT", "full-server")).isEqualTo(204);
        await().until(() -> estate.leadServer().connections() == 0);

        assertThat(request("DELETE", "full-server")).isEqualTo(204);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> play = executor.submit(() -> {
                traffic.play(Duration.ofMinutes(5));
                return null;
            });
            await().until(() -> estate.leadServer().connections() > 0);
            traffic.stop();
            play.get();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anUnknownIncidentIsNotFound() throws Exception {
        assertThat(request("PUT", "earthquake")).isEqualTo(404);
    }

    @Test
    void readingIsNotAllowed() throws Exception {
        assertThat(request("GET", "slow-vision")).isEqualTo(405);
    }

    private int request(String method, String incident) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(desk.url() + incident))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}

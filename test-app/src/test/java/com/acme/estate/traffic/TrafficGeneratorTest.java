package com.acme.estate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.estate.Estate;
import com.acme.estate.events.Event;
import com.acme.estate.events.Topic;
import com.acme.estate.vendor.Seed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficGeneratorTest {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Set<Topic> topicsSeen = ConcurrentHashMap.newKeySet();
    private Estate estate;
    private TrafficGenerator traffic;

    @BeforeEach
    void start() throws Exception {
        Seed seed = new Seed(3);
        estate = Estate.open(seed, 0.01, 0);
        for (Topic topic : Topic.values()) {
            estate.bus().subscribe(topic, this::see);
        }
        traffic = new TrafficGenerator(estate, seed, 60, Temper.CALM);
    }

    private void see(Event event) {
        topicsSeen.add(event.topic());
    }

    @AfterEach
    void stop() {
        traffic.close();
        estate.close();
        executor.shutdownNow();
    }

    @Test
    void drivesEveryPartUntilItIsStopped() throws Exception {
        Future<?> play = executor.submit(() -> {
            traffic.play(Duration.ofMinutes(5));
            return null;
        });

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Activity.values())
                    .allSatisfy(activity -> assertThat(traffic.done(activity)).isPositive());
            assertThat(topicsSeen).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Topic.class));
        });

        traffic.stop();
        play.get();
        assertThat(estate.leadServer().connections()).isPositive();
    }
}

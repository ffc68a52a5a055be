package com.acme.estate.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventBusTest {
    private final EventBus bus = EventBus.start();
    private final List<Event> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        bus.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicHasAStreamThatDelivers(Topic topic) {
        Event event = Event.now(topic, "something", "L1");
        bus.subscribe(topic, received::add);

        bus.publish(event);

        await().until(() -> received.equals(List.of(event)));
    }

    @Test
    void aSubscriberThatFailsKeepsNobodyElseFromTheEvent() {
        bus.subscribe(Topic.COACHING, event -> {
            throw new IllegalStateException("not today");
        });
        bus.subscribe(Topic.COACHING, received::add);

        bus.publish(Event.now(Topic.COACHING, "first", "L1"));
        bus.publish(Event.now(Topic.COACHING, "second", "L1"));

        await().until(() -> received.size() == 2);
    }

    @Test
    void aStreamDropsWhatItCannotHold() {
        EventStream nobodyConsumes = new EventStream("test");
        Event event = Event.now(Topic.COACHING, "something", "L1");

        long accepted = Stream.generate(() -> nobodyConsumes.publish(event))
                .takeWhile(room -> room)
                .limit(10_000)
                .count();

        assertThat(accepted).isEqualTo(256);
        assertThat(nobodyConsumes.getDepth()).isEqualTo(256);
    }

    @Test
    void aPausedTopicDeliversAfterItIsResumed() {
        bus.subscribe(Topic.CHURN_RISK, received::add);
        bus.pause(Topic.CHURN_RISK);
        for (int i = 0; i < 3; i++) {
            bus.publish(Event.now(Topic.CHURN_RISK, "high_risk", "L1"));
        }

        bus.resume(Topic.CHURN_RISK);

        await().until(() -> received.size() == 3);
    }
}

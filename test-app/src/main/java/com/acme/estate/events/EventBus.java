package com.acme.estate.events;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Carries events from the parts of the service that know to those that want to know, one thread for each topic. */
public final class EventBus implements AutoCloseable {
    private final Map<Topic, EventStream> streams = new EnumMap<>(Topic.class);
    private final ExecutorService consumers =
            Executors.newFixedThreadPool(Topic.values().length, task -> new Thread(task, "events"));

    private final Map<Topic, Duration> delays = new ConcurrentHashMap<>();

    private EventBus() {
        for (Topic topic : Topic.values()) {
            streams.put(topic, new EventStream(topic.label()));
        }
    }

    public static EventBus start() {
        EventBus bus = new EventBus();
        bus.streams.values().forEach(stream -> bus.consumers.execute(stream::consume));
        return bus;
    }

    public void publish(Event event) {
        streams.get(event.topic()).publish(event.olderBy(delays.getOrDefault(event.topic(), Duration.ZERO)));
    }

    /** Has the events of a topic come in so much later than they have occurred. */
    public void delay(Topic topic, Duration delay) {
        delays.put(topic, delay);
    }

    public void subscribe(Topic topic, Consumer<Event> subscriber) {
        streams.get(topic).subscribe(subscriber);
    }

    /** Stops delivery of a topic, for maintenance; its events wait as long as there is room. */
    public void pause(Topic topic) {
        streams.get(topic).pause(true);
    }

    public void resume(Topic topic) {
        streams.get(topic).pause(false);
    }

    @Override
    public void close() {
        consumers.shutdownNow();
    }
}

package com.acme.estate.events;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened and that other parts of the service may want to know.
 *
 * @param subject whom or what it is about, for example a lead's id
 */
public record Event(Topic topic, String type, String subject, Instant occurredAt) {

    public static Event now(Topic topic, String type, String subject) {
        return new Event(topic, type, subject, Instant.now());
    }

    Event olderBy(Duration age) {
        return new Event(topic, type, subject, occurredAt.minus(age));
    }
}

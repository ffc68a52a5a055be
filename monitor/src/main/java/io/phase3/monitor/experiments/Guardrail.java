package io.phase3.monitor.experiments;

import io.phase3.monitor.statistics.Interval;
import java.util.Map;

/**
 * Something that an experiment must not do to its subjects. Immutable.
 *
 * @param harmful which direction is the bad one
 * @param events to how many exposed subjects of each variant it has happened; a variant that is missing has none
 */
record Guardrail(String name, Direction harmful, Map<String, Long> events) {
    Guardrail {
        events = Map.copyOf(events);
    }

    /** Where the rate must not go; named as in the table. */
    enum Direction {
        INCREASE,
        DECREASE
    }

    long events(Variant variant) {
        return events.getOrDefault(variant.name(), 0L);
    }

    /** Whether all lifts that are still possible are bad ones. */
    boolean isHarmedBy(Interval lift) {
        return harmful == Direction.INCREASE ? lift.lower() > 0 : lift.upper() < 0;
    }
}

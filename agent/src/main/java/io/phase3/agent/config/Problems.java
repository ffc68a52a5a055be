package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects every problem of one load. Used by one thread. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    void add(ConfigValue value, String message) {
        add(Place.of(value), message);
    }

    /** All problems so far, by source and line. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Problem.BY_PLACE);
        return Collections.unmodifiableList(sorted);
    }
}

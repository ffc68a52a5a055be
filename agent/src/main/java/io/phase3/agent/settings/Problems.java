package io.phase3.agent.settings;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects every problem of one load. Used by one thread. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    public void add(ConfigValue value, String message) {
        add(Place.of(value), message);
    }

    /** All problems so far, by source and line. */
    public List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Problem.BY_PLACE);
        return Collections.unmodifiableList(sorted);
    }
}

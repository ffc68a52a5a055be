package io.phase3.agent.settings;

import java.util.Comparator;

/** One mistake in the configuration, told so that its author can mend it: where it stands and what would be right. Immutable. */
public final class Problem {
    static final Comparator<Problem> BY_PLACE = Comparator.comparing(problem -> problem.place);

    private final Place place;
    private final String message;

    public Problem(Place place, String message) {
        this.place = place;
        this.message = message;
    }

    /** Where the mistake stands: {@code phase3.conf: 14}, {@code system property phase3.exporter.port} and the like. */
    public String origin() {
        return place.toString();
    }

    /** The line of the mistake, from 1; 0 where there are no lines. */
    public int line() {
        return place.line();
    }

    /** What is wrong and, if known, what would be right. */
    public String message() {
        return message;
    }

    /** The whole line to show: {@code phase3.conf: 14: rule 'lead-updates': …}. */
    @Override
    public String toString() {
        return place + ": " + message;
    }
}

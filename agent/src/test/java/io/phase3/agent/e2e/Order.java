package io.phase3.agent.e2e;

import java.util.Set;

/** One order of the fixture {@code SalesDay}'s {@code rush}, computed from its number as the fixture does. */
record Order(int number) {
    /** The order that an id of the journal names. */
    static Order of(String id) {
        return new Order(Integer.parseInt(id.substring("R-".length())));
    }

    String id() {
        return "R-" + number;
    }

    long cents() {
        return 100 + number * 7919L % 1_000_003;
    }

    /** Whether a feature touched the lead just before. */
    boolean isGreeted() {
        return number % 3 != 0;
    }

    Set<String> earners() {
        return isGreeted() ? Set.of("realtime_intelligence", "unattributed") : Set.of("unattributed");
    }

    static String rush(int from, int to) {
        return "rush " + from + " " + to + " 4 0";
    }
}

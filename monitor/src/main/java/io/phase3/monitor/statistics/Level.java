package io.phase3.monitor.statistics;

/** The check of a probability that somebody chose. */
final class Level {

    private Level() {}

    /** @throws IllegalArgumentException unless it lies between 0 and 1, which do not belong to it */
    static void check(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(level + " is no level: it lies between 0 and 1, as 0.05 does");
        }
    }
}

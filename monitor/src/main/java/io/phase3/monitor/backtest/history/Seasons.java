package io.phase3.monitor.backtest.history;

import java.time.Duration;
import java.util.stream.IntStream;

/** How busy the product is: by the hour of the day and the day of the week, and nobody at night. */
final class Seasons {
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final double OPENS = 6.5;
    private static final double CLOSES = 22.5;
    private static final double WEEKEND = 0.35;
    /** The first of January 1970 was a Thursday. */
    private static final int EPOCH_DAY_OF_WEEK = 3;

    /** The activity of an average moment of a week. */
    static final double MEAN = IntStream.range(0, 7 * 24 * 60)
            .mapToDouble(minute -> activity(minute * 60L))
            .average()
            .orElseThrow();

    private Seasons() {}

    /** From 0, at night, to 1, on the afternoon of a working day; UTC. */
    static double activity(long second) {
        double hour = Math.floorMod(second, DAY) / 3600.0;
        if (hour <= OPENS || hour >= CLOSES) {
            return 0;
        }
        double day = Math.sin(Math.PI * (hour - OPENS) / (CLOSES - OPENS));
        return isWeekend(second) ? day * WEEKEND : day;
    }

    static boolean isWeekend(long second) {
        return dayOfWeek(second) >= 5;
    }

    /** Monday is 0. */
    static int dayOfWeek(long second) {
        return (int) Math.floorMod(Math.floorDiv(second, DAY) + EPOCH_DAY_OF_WEEK, 7L);
    }
}

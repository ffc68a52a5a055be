package com.acme.estate.traffic;

import java.time.Duration;

/** How busy the day is, with a day compressed into ten minutes: quiet nights, a long morning, a busy evening. */
final class DailyCurve {
    private static final Duration DAY = Duration.ofMinutes(10);

    private DailyCurve() {}

    /** The factor on the rate; 1 on average, and 1 at the beginning, which is eight in the morning. */
    static double at(Duration sinceStart) {
        double time = 2 * Math.PI * (sinceStart.toMillis() % DAY.toMillis()) / DAY.toMillis();
        return 1 + 0.55 * Math.sin(time) + 0.15 * Math.sin(2 * time);
    }
}

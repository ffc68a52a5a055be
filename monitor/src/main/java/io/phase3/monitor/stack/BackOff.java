package io.phase3.monitor.stack;

import java.time.Duration;

/** How long to wait before a part that has ended is started again: longer each time, until it has stayed up for a while. */
final class BackOff {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofSeconds(60);

    private Duration next = SHORTEST;

    /** @param up how long it had been up */
    Duration after(Duration up) {
        Duration now = up.compareTo(STABLE) >= 0 ? SHORTEST : next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return now;
    }
}

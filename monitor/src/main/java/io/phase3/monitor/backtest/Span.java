package io.phase3.monitor.backtest;

import java.time.Duration;
import java.time.Instant;

/** Equally distant moments, the first one included and {@code end} not. */
record Span(Instant start, Instant end, Duration step) {

    int steps() {
        return Math.toIntExact(Duration.between(start, end).dividedBy(step));
    }

    Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }

    double days() {
        return Duration.between(start, end).toMinutes() / (24 * 60.0);
    }
}

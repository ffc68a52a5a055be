package io.phase3.agent.record;

import io.phase3.agent.metrics.Histogram;
import io.phase3.agent.metrics.HistogramFamily;

/** The durations of calls of one feature and one type, a histogram for each outcome. */
final class Timings {
    private final Histogram success;
    private final Histogram error;
    private final HistogramFamily family;
    private final String feature;
    private final String type;

    private Timings(HistogramFamily family, String feature, String type) {
        this.family = family;
        this.feature = feature;
        this.type = type;
        // Failures show up as 0 before the first one: a counter that is born at 1 has never increased.
        this.success = family.child(feature, type, Outcome.SUCCESS.label());
        this.error = family.child(feature, type, Outcome.ERROR.label());
    }

    /** Timings under labels that configuration fixes. */
    static Timings fixed(HistogramFamily family, String feature, String type) {
        return new Timings(family, feature, type);
    }

    /** Timings under labels of which some come from the application; {@code from} and {@code to} tell which. */
    static Timings bounded(HistogramFamily family, int from, int to, String feature, String type) {
        String[] labels = family.bounded(from, to, feature, type, Outcome.SUCCESS.label());
        return new Timings(family, labels[0], labels[1]);
    }

    /** Whether the timings are kept under this type, not under the one that stands for all past the bound. */
    boolean isOf(String value) {
        return type.equals(value);
    }

    /** Counts one call, made by the thread of the given number. */
    void observe(Outcome outcome, long nanos, int thread) {
        if (outcome == Outcome.SUCCESS) {
            success.observeNanos(nanos, thread);
        } else if (outcome == Outcome.ERROR) {
            error.observeNanos(nanos, thread);
        } else {
            // Rare, so the series exists only once something was cancelled.
            family.child(feature, type, outcome.label()).observeNanos(nanos, thread);
        }
    }
}

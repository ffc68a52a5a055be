package io.phase3.monitor.statistics;

/** All numbers from the lower bound to the upper one, either of which may be infinite. */
public record Interval(double lower, double upper) {

    /** @throws IllegalArgumentException unless {@code lower <= upper}; no bound is {@code NaN} */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("an interval from " + lower + " to " + upper + " holds nothing");
        }
    }
}

package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.concurrent.atomic.DoubleAdder;

/** Counts the observations of one label set into buckets. */
public final class Histogram {
    private final double[] bounds;
    private final long[] nanoBounds;
    private final Stripes counters;
    private final DoubleAdder sum = new DoubleAdder();

    /**
     * @param bounds the buckets' upper bounds, inclusive, ascending
     * @param nanoBounds the same as nanoseconds, if the bounds are seconds
     */
    Histogram(double[] bounds, long[] nanoBounds) {
        this.bounds = bounds;
        this.nanoBounds = nanoBounds;
        // one column a bucket, one for what is larger than every bound, one for the sum of nanoseconds
        this.counters = new Stripes(bounds.length + 2);
    }

    /**
     * Counts one duration: given in nanoseconds, shown in seconds. The hot path.
     *
     * @param thread a number of the calling thread, so that threads do not meet in one cache line; any counts right
     */
    public void observeNanos(long nanos, int thread) {
        int bucket = 0;
        while (bucket < nanoBounds.length && nanos > nanoBounds[bucket]) {
            bucket++;
        }
        int row = counters.row(thread);
        counters.add(row, bucket, 1);
        counters.add(row, bounds.length + 1, nanos);
    }

    /**
     * Counts one value in the metric's own unit.
     *
     * @param thread a number of the calling thread, so that threads do not meet in one cache line; any counts right
     */
    public void observe(double value, int thread) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counters.add(counters.row(thread), bucket, 1);
        sum.add(value);
    }

    /** How many observations fell into the bucket and into no smaller one. */
    long count(int bucket) {
        return counters.sum(bucket);
    }

    /** The sum of all observations. */
    double sum() {
        return sum.sum() + counters.sum(bounds.length + 1) / Collector.NANOSECONDS_PER_SECOND;
    }
}

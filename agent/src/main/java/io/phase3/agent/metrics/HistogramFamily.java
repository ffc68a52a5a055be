package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A metric that counts observations into buckets. */
public final class HistogramFamily extends Family<Histogram> {
    private final double[] bounds;
    private final long[] nanoBounds;
    private final List<String> bucketLabelNames;

    HistogramFamily(
            String name,
            String help,
            List<String> labelNames,
            double[] bounds,
            int maxLabelSets,
            Consumer<String> overflow) {
        super(name, Collector.Type.HISTOGRAM, help, labelNames, maxLabelSets, overflow);
        checkBounds(name, bounds);
        if (labelNames.contains("le")) {
            throw new IllegalArgumentException(name + ": a histogram needs the label 'le' itself");
        }
        this.bounds = bounds.clone();
        this.nanoBounds =
                Arrays.stream(bounds).mapToLong(HistogramFamily::nanos).toArray();
        this.bucketLabelNames = new ArrayList<>(labelNames);
        this.bucketLabelNames.add("le");
    }

    private static void checkBounds(String name, double[] bounds) {
        double previous = Double.NEGATIVE_INFINITY;
        for (double bound : bounds) {
            // the negation, so that NaN is refused too
            if (!(bound > previous) || Double.isInfinite(bound)) {
                throw new IllegalArgumentException(
                        name + ": buckets must be finite and ascending, not " + Arrays.toString(bounds));
            }
            previous = bound;
        }
    }

    boolean hasBounds(double[] others) {
        return Arrays.equals(bounds, others);
    }

    /** Seconds as the nearest nanosecond; beyond 292 years, that. */
    public static long nanos(double seconds) {
        return Math.round(seconds * Collector.NANOSECONDS_PER_SECOND);
    }

    @Override
    Histogram newChild() {
        return new Histogram(bounds, nanoBounds);
    }

    @Override
    void sample(List<String> labelValues, Histogram child, List<MetricFamilySamples.Sample> samples) {
        // The count is the sum of the buckets just read, so that the two can never disagree within a scrape.
        long count = 0;
        for (int bucket = 0; bucket <= bounds.length; bucket++) {
            count += child.count(bucket);
            double bound = bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
            List<String> bucketLabelValues = new ArrayList<>(labelValues);
            bucketLabelValues.add(Collector.doubleToGoString(bound));
            samples.add(new MetricFamilySamples.Sample(
                    name() + "_bucket", bucketLabelNames, bucketLabelValues, (double) count));
        }
        samples.add(sample("_count", labelValues, (double) count));
        samples.add(sample("_sum", labelValues, child.sum()));
    }
}

package io.phase3.monitor.backtest.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** The histogram of one kind of call on one instance: log-normal durations, as many as people are there. */
final class Calls implements Told {
    /**
     * What the calls are like when nothing is wrong.
     *
     * @param perMinute at the busiest time
     * @param median seconds
     * @param spread the standard deviation of the duration's logarithm
     */
    record Manner(String metric, List<Double> edges, double perMinute, double median, double spread) {}

    /** How the calls are at a moment: so many times as slow, and so many times as many, as is their manner. */
    record Mood(LongToDoubleFunction slowness, LongToDoubleFunction volume) {
        static final Mood CALM = new Mood(second -> 1, second -> 1);
    }

    private final Manner manner;
    private final Instance instance;
    private final double share;
    private final Mood mood;
    private final SplittableRandom random;
    private final List<Series> buckets = new ArrayList<>();
    private final Series count;
    private final Series sum;
    private final double[] edges;
    private final long[] counts;
    private double seconds;
    private long before = -1;

    /**
     * @param share of the manner's calls that are these
     * @param labels beside those of the instance
     */
    Calls(Manner manner, Instance instance, double share, Mood mood, SplittableRandom random, String... labels) {
        this.manner = manner;
        this.instance = instance;
        this.share = share;
        this.mood = mood;
        this.random = random;
        this.edges = manner.edges().stream().mapToDouble(Double::doubleValue).toArray();
        this.counts = new long[edges.length + 1];
        Map<String, String> own = instance.labels(labels);
        for (double edge : edges) {
            buckets.add(bucket(own, Double.toString(edge)));
        }
        buckets.add(bucket(own, "+Inf"));
        this.count = Series.of(manner.metric() + "_count", own);
        this.sum = Series.of(manner.metric() + "_sum", own);
    }

    private Series bucket(Map<String, String> own, String edge) {
        Map<String, String> labels = new LinkedHashMap<>(own);
        labels.put("le", edge);
        return Series.of(manner.metric() + "_bucket", labels);
    }

    @Override
    public void tell(long second, Pen pen) throws IOException {
        if (instance.isDown(second)) {
            Arrays.fill(counts, 0);
            seconds = 0;
            before = second;
            return;
        }
        happen(second);
        if (seconds == 0) {
            // As with the agent: no series before the first call.
            return;
        }
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            pen.write(buckets.get(i), (double) total);
        }
        pen.write(count, (double) total);
        pen.write(sum, seconds);
    }

    private void happen(long second) {
        double minutes = before < 0 ? 0 : (second - before) / 60.0;
        before = second;
        double expected = manner.perMinute()
                * share
                * Seasons.activity(second)
                * minutes
                * mood.volume().applyAsDouble(second);
        double median = manner.median() * mood.slowness().applyAsDouble(second);
        for (int calls = Draw.poisson(random, expected); calls > 0; calls--) {
            double duration = median * Math.exp(manner.spread() * Draw.gaussian(random));
            counts[slot(duration)]++;
            seconds += duration;
        }
    }

    private int slot(double duration) {
        int slot = 0;
        while (slot < edges.length && duration > edges[slot]) {
            slot++;
        }
        return slot;
    }
}

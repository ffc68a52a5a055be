package com.acme.estate.vendor;

import java.time.Duration;
import java.util.Random;

/** How long somebody else takes to answer: lognormal, with one answer in a hundred from the long tail. */
public final class Latency {
    private static final double TAIL_RATIO = 0.01;
    private static final double TAIL_FACTOR = 4;

    private final double medianMillis;
    private final double sigma;
    private final double scale;
    private final Random random;

    /**
     * Describes how fast somebody answers.
     *
     * @param median what half of the answers stay below
     * @param sigma the standard deviation of the logarithm; 0.3 puts p95 at 1.6 medians
     * @param scale what every duration is multiplied with; 1 is real time
     */
    public Latency(Duration median, double sigma, double scale, Random random) {
        this.medianMillis = median.toMillis();
        this.sigma = sigma;
        this.scale = scale;
        this.random = random;
    }

    public Duration next() {
        double millis = medianMillis * Math.exp(sigma * random.nextGaussian());
        double tail = random.nextDouble() < TAIL_RATIO ? TAIL_FACTOR : 1;
        return Duration.ofNanos((long) (millis * tail * scale * 1e6));
    }
}

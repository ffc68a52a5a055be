package com.acme.estate.vendor;

/**
 * What is wrong at the other end of a wire.
 *
 * @param slowdown what every latency is multiplied with
 * @param failureRatio how many calls fail in any case, 0 to 1
 */
public record Disturbance(double slowdown, double failureRatio) {

    public static final Disturbance NONE = new Disturbance(1, 0);

    public static Disturbance slow(double factor) {
        return new Disturbance(factor, 0);
    }

    public static Disturbance failing(double ratio) {
        return new Disturbance(1, ratio);
    }
}

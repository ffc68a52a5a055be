package com.acme.estate.vendor;

/**
 * How the Messages API is doing right now.
 *
 * @param slowdown what latencies are multiplied with; 1 is an ordinary day
 * @param rateLimitedRatio how many requests are answered 429, 0 to 1
 * @param overloadedRatio how many are answered 529
 * @param brokenRatio how many are answered 500
 */
public record Conditions(double slowdown, double rateLimitedRatio, double overloadedRatio, double brokenRatio) {

    public static final Conditions ORDINARY = new Conditions(1, 0.01, 0.005, 0.003);

    public Conditions slowedBy(double factor) {
        return new Conditions(slowdown * factor, rateLimitedRatio, overloadedRatio, brokenRatio);
    }

    public Conditions rateLimiting(double ratio) {
        return new Conditions(slowdown, ratio, overloadedRatio, brokenRatio);
    }
}

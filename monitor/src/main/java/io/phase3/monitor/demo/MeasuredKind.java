package io.phase3.monitor.demo;

import java.util.Locale;
import java.util.OptionalDouble;

/** The kinds of call that the demo has to measure, each with its histogram and the p95 that it promises, in seconds. */
enum MeasuredKind {
    WEBSOCKET("phase3_websocket_latency_seconds", 0.05, 0.1),
    VISION("phase3_vision_analysis_duration_seconds", 1.5, 3),
    CHURN("phase3_churn_intervention_duration_seconds", 30, 60),
    COACHING("phase3_coaching_analysis_duration_seconds", 2, 4),
    /** Conversions are counted for their money; nothing is promised about how long they take. */
    CONVERSION("phase3_conversion_duration_seconds", Double.NaN, Double.NaN);

    private final String histogram;
    private final double target;
    private final double critical;

    MeasuredKind(String histogram, double target, double critical) {
        this.histogram = histogram;
        this.target = target;
        this.critical = critical;
    }

    String histogram() {
        return histogram;
    }

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    OptionalDouble targetSeconds() {
        return Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target);
    }

    /** How a p95 in seconds stands against what is promised; a p95 that is not known breaks no promise. */
    Standing standing(double p95) {
        if (p95 > critical) {
            return Standing.CRITICAL;
        }
        return p95 > target ? Standing.ABOVE_TARGET : Standing.WITHIN_TARGET;
    }

    /** Where a p95 is, seen from its target. */
    enum Standing {
        WITHIN_TARGET,
        ABOVE_TARGET,
        CRITICAL
    }
}

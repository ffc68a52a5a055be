package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Histogram;
import io.phase3.monitor.prometheus.Scrape;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured of one kind of call since the start, over all its types and outcomes.
 *
 * @param features the features that such calls belong to, the busiest first
 * @param p50Seconds {@code NaN} without calls, as are {@code p95Seconds} and {@code successRatio}
 */
record KindSummary(
        MeasuredKind kind,
        String features,
        long calls,
        double callsPerSecond,
        double p50Seconds,
        double p95Seconds,
        double successRatio) {

    static KindSummary of(MeasuredKind kind, Scrape scrape, Duration elapsed) {
        Histogram histogram = Histogram.of(scrape, kind.histogram());
        long calls = histogram.count();
        String count = kind.histogram() + "_count";
        double succeeded = scrape.sumBy("outcome", count).getOrDefault("success", 0.0);
        return new KindSummary(
                kind,
                busiestFirst(scrape.sumBy("feature", count)),
                calls,
                elapsed.isZero() ? 0 : calls / (elapsed.toNanos() / 1e9),
                histogram.quantile(0.5),
                histogram.quantile(0.95),
                calls == 0 ? Double.NaN : succeeded / calls);
    }

    boolean isMeasured() {
        return calls > 0;
    }

    MeasuredKind.Standing standing() {
        return kind.standing(p95Seconds);
    }

    private static String busiestFirst(Map<String, Double> callsByFeature) {
        return callsByFeature.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }
}

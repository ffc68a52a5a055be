package io.phase3.monitor.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A series as Prometheus answers it.
 *
 * @param labels with {@code __name__} where the expression kept it
 * @param samples in the order of time
 */
public record Series(Map<String, String> labels, List<Sample> samples) {

    /** A value at a time, in whole seconds. */
    public record Sample(Instant time, double value) {}
}

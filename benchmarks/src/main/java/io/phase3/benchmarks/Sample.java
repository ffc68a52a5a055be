package io.phase3.benchmarks;

import java.util.stream.DoubleStream;
import org.openjdk.jmh.util.ListStatistics;

/** Measurements of one quantity. */
final class Sample {
    private static final double CONFIDENCE = 0.95;

    private final ListStatistics values = new ListStatistics();

    Sample(DoubleStream values) {
        values.forEach(this.values::addValue);
    }

    double mean() {
        return values.getMean();
    }

    /** Half of the width of the mean's confidence interval; not a number if there are fewer than two measurements. */
    double error() {
        return values.getN() < 2 ? Double.NaN : values.getMeanErrorAt(CONFIDENCE);
    }

    /** What one disturbed measurement cannot move. */
    double median() {
        return values.getPercentile(50);
    }
}

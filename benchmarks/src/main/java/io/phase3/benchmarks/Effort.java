package io.phase3.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure the hot path.
 *
 * @param rounds how many JVMs each row gets
 * @param iterations how many warm-ups, and how many measurements, each JVM makes
 * @param iteration how long one of them takes
 */
record Effort(int rounds, int iterations, TimeValue iteration) {
    /** About ten minutes. */
    static final Effort USUAL = new Effort(5, 3, TimeValue.seconds(1));

    /** About two minutes. */
    static final Effort QUICK = new Effort(3, 3, TimeValue.milliseconds(250));
}

package io.phase3.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure the hot path.
 *
 * @param rounds how many JVMs each row gets
 * @param warmUp how long each of the {@link #ITERATIONS} warm-ups of a JVM takes
 * @param measurement how long each of its {@link #ITERATIONS} measurements takes
 */
record Effort(int rounds, TimeValue warmUp, TimeValue measurement) {
    static final int ITERATIONS = 3;

    /** About ten minutes. */
    static final Effort USUAL = new Effort(5, TimeValue.seconds(1), TimeValue.seconds(1));

    /** About two minutes. Woven code is compiled later than the rest, so the time goes into the warm-up. */
    static final Effort QUICK = new Effort(3, TimeValue.milliseconds(400), TimeValue.milliseconds(150));
}

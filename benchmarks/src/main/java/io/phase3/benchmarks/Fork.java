package io.phase3.benchmarks;

/**
 * What one JVM measured.
 *
 * @param round forks of one round ran one after the other, so that their ratio means something on a busy machine
 * @param nanos mean processor time of a call, in nanoseconds
 * @param bytes allocated by a call
 */
record Fork(Variant variant, int threads, int round, double nanos, double bytes) {}

package io.phase3.benchmarks;

/** What the measured method returns. */
record Reply(int status) {}

package io.phase3.benchmarks;

/** What the measured method takes: a message of one of a few types. */
record Message(int number, String type) {}

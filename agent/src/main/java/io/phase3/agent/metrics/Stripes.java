package io.phase3.agent.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A row of counters, kept in several copies so that threads rarely meet in one cache line.
 *
 * <p>An add is one uncontended atomic instruction and never allocates; a read sums the copies. Every add is counted
 * exactly, whichever copy takes it.
 */
final class Stripes extends AtomicLongArray {
    /** Two cache lines of 64 bytes, because processors fetch them in pairs. */
    private static final int LINE = 16;

    private static final int COPIES = copies(Runtime.getRuntime().availableProcessors());

    private final int stride;

    /** @param width how many counters a row has */
    Stripes(int width) {
        super(LINE + COPIES * stride(width));
        stride = stride(width);
    }

    /**
     * From one copy to the next: a line lies between any two, wherever in memory the array begins. There is one before
     * the first, too: every thread reads the array's length, which stands in front of it.
     */
    private static int stride(int width) {
        return (width + LINE - 1) / LINE * LINE + LINE;
    }

    /**
     * Where a thread's copy of the row begins.
     *
     * @param thread the thread's number; any number counts right, but threads that are numbered in turn meet in no copy
     *     until there are more of them than copies
     */
    int row(int thread) {
        return LINE + (thread & COPIES - 1) * stride;
    }

    /** Adds to one counter of a row that {@link #row} gave. */
    void add(int row, int column, long amount) {
        getAndAdd(row + column, amount);
    }

    /** The column's sum over all copies. */
    long sum(int column) {
        long sum = 0;
        for (int row = LINE; row < length(); row += stride) {
            sum += get(row + column);
        }
        return sum;
    }

    /** Twice the processors, rounded up to a power of two, at most 16: more copies cost memory and win nothing. */
    static int copies(int processors) {
        return Math.min(16, Integer.highestOneBit(Math.max(1, 2 * processors - 1)) << 1);
    }
}

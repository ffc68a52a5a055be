package io.phase3.agent.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A row of counters, kept in several copies so that threads rarely meet in one cache line.
 *
 * <p>An add is one uncontended atomic instruction and never allocates; a read sums the copies. Every add is counted
 * exactly, whichever copy takes it.
 */
final class Stripes {
    /** Two cache lines of 64 bytes, because processors fetch them in pairs. */
    private static final int LINE = 16;

    private static final int COPIES = copies(Runtime.getRuntime().availableProcessors());

    private final AtomicLongArray cells;
    private final int stride;

    /** @param width how many counters a row has */
    Stripes(int width) {
        stride = (width + LINE - 1) / LINE * LINE;
        cells = new AtomicLongArray(COPIES * stride);
    }

    /** Where the calling thread's copy of the row begins. */
    int row() {
        // Not Thread.getId(): an application's thread may override it.
        int hash = System.identityHashCode(Thread.currentThread());
        return ((hash ^ hash >>> 16) & COPIES - 1) * stride;
    }

    /** Adds to one counter of a row that {@link #row()} gave. */
    void add(int row, int column, long amount) {
        cells.getAndAdd(row + column, amount);
    }

    /** The column's sum over all copies. */
    long sum(int column) {
        long sum = 0;
        for (int row = 0; row < cells.length(); row += stride) {
            sum += cells.get(row + column);
        }
        return sum;
    }

    /** Twice the processors, rounded up to a power of two, at most 16: more copies cost memory and win nothing. */
    static int copies(int processors) {
        return Math.min(16, Integer.highestOneBit(Math.max(1, 2 * processors - 1)) << 1);
    }
}

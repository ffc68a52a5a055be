package io.phase3.agent.expression;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts an evaluation's failures in a row, tells the listener, and switches the evaluation off at the limit.
 *
 * <p>The count is one atomic number, so that evaluating needs one volatile read and, as long as nothing fails, no write.
 * With many threads a success may overlap with a failure and leave the count standing; it is reset by the next one.
 */
final class Failures {
    /** How often in a row an evaluation may fail before it is switched off: DESIGN.md, section 8. */
    static final int LIMIT = 1000;

    private final Expression expression;
    private final FailureListener listener;
    private final AtomicInteger inARow = new AtomicInteger();

    Failures(Expression expression, FailureListener listener) {
        this.expression = expression;
        this.listener = listener;
    }

    void failed(Throwable failure) {
        int count = inARow.get();
        while (count < LIMIT && !inARow.compareAndSet(count, count + 1)) {
            count = inARow.get();
        }
        if (count >= LIMIT) {
            return;
        }
        listener.failed(expression, failure);
        if (count + 1 == LIMIT) {
            listener.switchedOff(expression, failure);
        }
    }

    /** How many failures there were in a row, for {@link #ended}. */
    int count() {
        return inARow.get();
    }

    static boolean isSwitchedOff(int count) {
        return count >= LIMIT;
    }

    /** An evaluation ended; it failed nowhere if the count is still what it was when it began. */
    void ended(int countAtStart) {
        if (countAtStart != 0) {
            inARow.compareAndSet(countAtStart, 0);
        }
    }
}

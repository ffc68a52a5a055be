package io.phase3.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One call of the measured method, for each {@link Variant}. All threads call the same handler. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class HotPath {
    private final Handler handler = new Handler();

    /** What one thread sends. */
    @State(Scope.Thread)
    public static class Messages {
        /** So many calls at a time fit into the agent's queue, whatever its thread does meanwhile. */
        private static final int BURST = 24_576;

        private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

        private final Message[] messages = {
            new Message(0, "price", "lead-0", "deal-0", new BigDecimal("512500.00")),
            new Message(1, "status", "lead-1", "deal-1", new BigDecimal("349999.99")),
            new Message(2, "photo", "lead-2", "deal-2", new BigDecimal("1250000.00")),
            new Message(3, "note", "lead-3", "deal-3", new BigDecimal("87250.50"))
        };
        private int next;

        Message next() {
            return messages[next++ & 3];
        }

        /** The same with a pause after each burst: what does not fit into the queue would cost less. */
        Message nextInBursts() {
            if (next % BURST == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return next();
        }
    }

    @Benchmark
    public Object unwoven(Messages messages) {
        return handler.unwoven(messages.next());
    }

    @Benchmark
    public Object floor(Messages messages) {
        return handler.floor(messages.next());
    }

    @Benchmark
    public Object woven(Messages messages) {
        return handler.woven(messages.next());
    }

    @Benchmark
    public Object wovenWithLabel(Messages messages) {
        return handler.wovenWithLabel(messages.next());
    }

    @Benchmark
    public Object wovenWithSuccess(Messages messages) {
        return handler.wovenWithSuccess(messages.next());
    }

    @Benchmark
    public Object wovenWithLead(Messages messages) {
        return handler.wovenWithLead(messages.nextInBursts());
    }

    @Benchmark
    public Object wovenWithRevenue(Messages messages) {
        return handler.wovenWithRevenue(messages.nextInBursts());
    }

    @Benchmark
    public Object simpleclientCachedChild(Messages messages) {
        return handler.simpleclientCachedChild(messages.next());
    }

    @Benchmark
    public Object simpleclientLabels(Messages messages) {
        return handler.simpleclientLabels(messages.next());
    }

    @Benchmark
    public Object micrometerTimer(Messages messages) {
        return handler.micrometerTimer(messages.next());
    }
}

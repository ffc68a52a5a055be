package io.phase3.benchmarks;

import java.util.concurrent.TimeUnit;
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
        private final Message[] messages = {
            new Message(0, "price"), new Message(1, "status"), new Message(2, "photo"), new Message(3, "note")
        };
        private int next;

        Message next() {
            return messages[next++ & 3];
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

package io.phase3.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Fails the run if the agent did not record the calls: the numbers would be those of {@code unwoven}.
 *
 * <p>A profiler, because a benchmark's own {@code @TearDown} is measured with its last iteration.
 */
public final class Weaving implements InternalProfiler {
    private int iterations;
    private long calls;

    @Override
    public String getDescription() {
        return "asks the agent whether it recorded the calls";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        iterations++;
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        calls += result.getMetadata().getAllOps();
        if (iterations == iteration.getCount()) {
            try {
                AgentReport.ofThisJvm().requireCalls(calls);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.of();
    }
}

package io.phase3.monitor.sources;

import io.phase3.monitor.exposition.Exposition;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Asks every source again and again, each on a daemon thread of its own, and publishes what they say. */
public final class Schedule implements Closeable {
    /** What is left for runs to end after they have been interrupted: a statement of JDBC does not hear of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<SourceRunner> runners;

    private Schedule(List<SourceRunner> runners) {
        this.runners = runners;
    }

    /**
     * Starts all sources: each within three seconds, or its interval if that is shorter, then at its interval, give or take a
     * tenth, so that they do not all ask at once.
     *
     * @param clock the time that stands in the metric of last successes
     * @param log takes a line when a source begins to fail, fails for another reason, or works again
     */
    public static Schedule start(
            List<? extends Source> sources, Exposition exposition, Clock clock, Random random, Consumer<String> log) {
        refuseEqualNames(sources);
        List<SourceRunner> runners = sources.stream()
                .map(source -> new SourceRunner(source, exposition, clock, new Random(random.nextLong()), log))
                .toList();
        runners.forEach(SourceRunner::start);
        return new Schedule(runners);
    }

    private static void refuseEqualNames(List<? extends Source> sources) {
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("two sources are called " + source.name());
            }
        }
    }

    /** How each source is doing, in the order in which they were given. */
    public List<SourceStatus> statuses() {
        return runners.stream().map(SourceRunner::status).toList();
    }

    /** Stops all sources; one that does not listen is left behind after two seconds, and publishes nothing any more. */
    @Override
    public void close() {
        runners.forEach(SourceRunner::stop);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (SourceRunner runner : runners) {
            if (!runner.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
                return;
            }
        }
    }
}

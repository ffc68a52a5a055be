package io.phase3.monitor.exporter;

import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.time.Duration;
import java.util.List;

/** Makes the database ready, however long that takes, and then says so once. */
final class Schema implements Source {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final List<Step> steps;
    private volatile boolean ready;
    private Runnable whenReady = () -> {};

    /** Something that the database needs before it can be asked; may be done again. */
    interface Step {
        /**
         * Takes it.
         *
         * @throws Exception if it cannot be taken now; its message is for people
         */
        void take() throws Exception;
    }

    Schema(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** To be called before the first reading. */
    void whenReady(Runnable action) {
        whenReady = action;
    }

    /** Whether the database can be asked. */
    boolean isReady() {
        return ready;
    }

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public List<Measurement> read() throws Exception {
        if (!ready) {
            for (Step step : steps) {
                step.take();
            }
            ready = true;
            whenReady.run();
        }
        return List.of();
    }
}

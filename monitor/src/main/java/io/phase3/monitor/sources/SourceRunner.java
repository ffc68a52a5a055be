package io.phase3.monitor.sources;

import io.phase3.monitor.exposition.Exposition;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs one source on its thread until it is stopped; whatever happens in a run, the next one comes. */
final class SourceRunner {
    private static final MetricFamily LAST_SUCCESS = new MetricFamily(
            "phase3_exporter_last_success_timestamp_seconds",
            MetricFamily.Type.GAUGE,
            "When the source was last read without a failure, in seconds since the epoch.",
            List.of("source"));
    /** A success stays one, when its values have long expired. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** Long enough that some forty queries do not all need a connection at once. */
    private static final Duration LONGEST_START = Duration.ofSeconds(3);

    private static final double JITTER = 0.1;

    private final Source source;
    private final Exposition exposition;
    private final Clock clock;
    private final Random random;
    private final Consumer<String> log;
    private final Thread thread;
    private volatile boolean stopped;
    /** Written by the source's thread alone. */
    private volatile SourceStatus status;

    SourceRunner(Source source, Exposition exposition, Clock clock, Random random, Consumer<String> log) {
        this.source = source;
        this.exposition = exposition;
        this.clock = clock;
        this.random = random;
        this.log = log;
        this.status = SourceStatus.ofNew(source);
        this.thread = new Thread(this::run, "phase3-source-" + source.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Interrupts the source; whatever it still says is not published. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Whether the thread ends within the time; not if the caller is interrupted while it waits. */
    boolean awaitEnd(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis()));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    SourceStatus status() {
        return status;
    }

    private void run() {
        try {
            TimeUnit.NANOSECONDS.sleep(
                    (long) (random.nextDouble() * firstRunWithin().toNanos()));
            while (!stopped) {
                long began = System.nanoTime();
                runOnce();
                TimeUnit.NANOSECONDS.sleep(began + nextInterval() - System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts, and then there is nothing left to do.
        }
    }

    private Duration firstRunWithin() {
        return source.interval().compareTo(LONGEST_START) < 0 ? source.interval() : LONGEST_START;
    }

    private long nextInterval() {
        return (long) (source.interval().toNanos() * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }

    /** A source's own errors, such as a class that is missing, end a run, but not the thread. */
    private void runOnce() {
        try {
            List<Measurement> values = source.read();
            if (!stopped) {
                exposition.publish(source.name(), values, source.keep());
                succeeded(values.size());
            }
        } catch (Throwable e) {
            if (!stopped) {
                failed(Failure.of(e));
            }
        }
    }

    private void succeeded(int rows) {
        Instant now = clock.instant();
        boolean failedBefore = status.failure().isPresent();
        status = status.succeeded(now, rows);
        exposition.publish(
                "the last success of " + source.name(),
                List.of(Measurement.of(LAST_SUCCESS, now.toEpochMilli() / 1000.0, source.name())),
                FOR_EVER);
        if (failedBefore) {
            say("works again");
        }
    }

    private void failed(String reason) {
        boolean isNews = !status.failure().equals(Optional.of(reason));
        status = status.failed(clock.instant(), reason);
        if (isNews) {
            say(reason);
        }
    }

    private void say(String what) {
        log.accept("[phase3] " + source.title() + ": " + what);
    }
}

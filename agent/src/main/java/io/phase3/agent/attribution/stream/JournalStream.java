package io.phase3.agent.attribution.stream;

import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.journal.JournalTail;
import io.phase3.agent.attribution.redis.RedisStream;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Copies the journal into a stream in Redis, on a daemon thread of its own, as soon as it is on the disk.
 *
 * <p>Each entry arrives at least once: how far it has come is written down after Redis has acknowledged.
 */
public final class JournalStream implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NAP_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PATIENCE_AT_EXIT_MILLIS = 2000;

    private final JournalTail tail;
    private final RedisStream redis;
    private final long patienceAtExitNanos;
    private final Runnable failures;
    private final Consumer<String> problems;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long deadline;

    /** Why the journal's files could not be read, or the progress not written, as long as it is so. */
    private String diskFailure = "";

    private JournalStream(
            JournalTail tail,
            RedisStream redis,
            long patienceAtExitMillis,
            Runnable failures,
            Consumer<String> problems) {
        this.tail = tail;
        this.redis = redis;
        this.patienceAtExitNanos = TimeUnit.MILLISECONDS.toNanos(patienceAtExitMillis);
        this.failures = failures;
        this.problems = problems;
        this.thread = new Thread(this::run, "phase3-stream");
        thread.setDaemon(true);
        thread.setContextClassLoader(JournalStream.class.getClassLoader());
    }

    /**
     * Starts copying what stands in the journal's files once it is open, and whatever it writes.
     *
     * @param failures told each time when something could not be copied, which is tried again
     * @param problems told once each time when copying begins to fail, and of entries that never arrive
     * @param notices told when it works again
     */
    public static JournalStream start(
            Journal journal,
            Attribution settings,
            Clock clock,
            Runnable failures,
            Consumer<String> problems,
            Consumer<String> notices) {
        JournalStream stream = new JournalStream(
                new JournalTail(journal, problems),
                new RedisStream(settings.redis(), settings.journal().stream().maxLength(), clock, problems, notices),
                Math.min(settings.redis().timeout().toMillis(), LONGEST_PATIENCE_AT_EXIT_MILLIS),
                failures,
                problems);
        stream.thread.start();
        return stream;
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(this, guarded());
        }
        // One attempt more, for as long as somebody waits for it.
        while (System.nanoTime() - deadline < 0 && guarded() == 0) {}
        redis.close();
    }

    /** Whatever fails, the thread goes on: there is no other. */
    private long guarded() {
        // Somebody's interrupt is no reason to end; and a thread that is interrupted neither rests nor reads files.
        Thread.interrupted();
        try {
            return copy();
        } catch (IOException e) {
            failed(e.getMessage());
        } catch (Throwable failure) {
            failed("the journal could not be copied into its stream: " + failure);
        }
        return NAP_AFTER_FAILURE_NANOS;
    }

    /** Copies a piece, and says how long to rest then. */
    private long copy() throws IOException {
        if (!redis.mayAppend()) {
            return NAP_NANOS;
        }
        Optional<JournalTail.Piece> piece = tail.next();
        if (!piece.isPresent()) {
            return NAP_NANOS;
        }
        if (!piece.get().lines().isEmpty()
                && !redis.append(piece.get().owner(), piece.get().lines())) {
            failures.run();
            return NAP_NANOS;
        }
        tail.sent(piece.get());
        diskFailure = "";
        return 0;
    }

    private void failed(String reason) {
        try {
            failures.run();
            if (!reason.equals(diskFailure)) {
                diskFailure = reason;
                problems.accept(reason + "; the stream tries again every second");
            }
        } catch (Throwable unreported) {
            // With no memory left nobody can be told.
            return;
        }
    }

    /** Copies what there is, but waits for it no longer than for an answer of Redis, and never longer than two seconds. */
    @Override
    public void close() {
        deadline = System.nanoTime() + patienceAtExitNanos;
        closing = true;
        LockSupport.unpark(thread);
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, patienceAtExitNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

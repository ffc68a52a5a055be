package io.phase3.agent.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs requests on few daemon threads, each for a limited time.
 *
 * <p>The JDK's HTTP server reads a request on the thread that answers it, and waits for ever for the rest of one that was
 * sent by half; its own limits are system properties that would hold for the application's servers too. Interrupting
 * the thread closes the connection that it reads from.
 */
final class DeadlineExecutor extends ThreadPoolExecutor {
    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration limit;

    /**
     * An executor without a thread so far.
     *
     * @param threads how many requests may be in work; one more is refused, which closes its connection
     * @param limit how long one may take
     */
    DeadlineExecutor(int threads, Duration limit) {
        super(0, threads, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("phase3-http"));
        this.limit = limit;
        deadlines = new ScheduledThreadPoolExecutor(1, daemons("phase3-http-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable request) {
        super.execute(() -> {
            // Counted from here on: a task that is cancelled before it runs would leave its connection open for ever.
            FutureTask<Void> work = new FutureTask<>(request, null);
            Future<?> deadline = deadlines.schedule(() -> work.cancel(true), limit.toMillis(), TimeUnit.MILLISECONDS);
            work.run();
            deadline.cancel(false);
        });
    }

    /** How many requests have a deadline ahead of them. */
    int pendingDeadlines() {
        return deadlines.getQueue().size();
    }

    @Override
    protected void terminated() {
        deadlines.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            // The agent's threads belong to no application: not even their context loader does.
            thread.setContextClassLoader(DeadlineExecutor.class.getClassLoader());
            return thread;
        };
    }
}

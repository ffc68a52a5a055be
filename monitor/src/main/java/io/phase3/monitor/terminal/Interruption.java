package io.phase3.monitor.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of this JVM (Ctrl-C, SIGTERM) into a request to finish, and holds it up until the work in hand is closed.
 *
 * <p>It waits without a limit of its own: each step of finishing has one, and a JVM that went before its application is
 * ended would leave it behind.
 */
public final class Interruption implements AutoCloseable {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::holdUp, "phase3-interruption");

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits that long at most, and says whether the end has been requested. */
    public boolean requestedWithin(Duration time) throws InterruptedException {
        return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets the JVM end. */
    @Override
    public void close() {
        finished.countDown();
        if (requested.getCount() > 0) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM began to end just now; the hook returns at once, because everything is finished.
            requested.countDown();
        }
    }

    private void holdUp() {
        requested.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

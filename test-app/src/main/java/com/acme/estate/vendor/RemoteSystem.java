package com.acme.estate.vendor;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A system at the other end of a wire: it takes its time, and now and then it fails. */
public final class RemoteSystem {
    private final String name;
    private final Latency latency;
    private final double failureRatio;
    private final Random failures;
    private volatile Disturbance disturbance = Disturbance.NONE;

    private RemoteSystem(String name, Latency latency, double failureRatio, Random failures) {
        this.name = name;
        this.latency = latency;
        this.failureRatio = failureRatio;
        this.failures = failures;
    }

    /**
     * Describes a system.
     *
     * @param timeScale what every latency is multiplied with
     * @param median what half of the calls stay below, at a time scale of 1
     * @param failureRatio how many of the calls fail, 0 to 1
     */
    public static RemoteSystem named(
            String name, Seed seed, double timeScale, Duration median, double sigma, double failureRatio) {
        Latency latency = new Latency(median, sigma, timeScale, seed.stream(name + " latency"));
        return new RemoteSystem(name, latency, failureRatio, seed.stream(name + " failures"));
    }

    /** Changes what is wrong, from the next call on. */
    void disturb(Disturbance next) {
        disturbance = next;
    }

    /**
     * Calls the system and waits for its answer.
     *
     * @throws RemoteFailure if it does not give one
     */
    public void call() {
        Disturbance now = disturbance;
        boolean fails = failures.nextDouble() < Math.max(failureRatio, now.failureRatio());
        try {
            TimeUnit.NANOSECONDS.sleep((long) (latency.next().toNanos() * now.slowdown()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteFailure(name + ": interrupted while waiting", e);
        }
        if (fails) {
            throw new RemoteFailure(name + ": connection reset");
        }
    }
}

package com.acme.estate.vendor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Everything at the other end of a wire, by name: how it is on ordinary days, and what can be made to go wrong there. */
public final class RemoteSystems {
    private final Seed seed;
    private final double timeScale;
    private final boolean flawless;
    private final Map<String, RemoteSystem> systems = new ConcurrentHashMap<>();

    private RemoteSystems(Seed seed, double timeScale, boolean flawless) {
        this.seed = seed;
        this.timeScale = timeScale;
        this.flawless = flawless;
    }

    /**
     * Systems as they are in life, each of which fails now and then.
     *
     * @param timeScale what every latency is multiplied with
     */
    public static RemoteSystems lifelike(Seed seed, double timeScale) {
        return new RemoteSystems(seed, timeScale, false);
    }

    /** Systems that never fail of their own accord. */
    public static RemoteSystems flawless(Seed seed, double timeScale) {
        return new RemoteSystems(seed, timeScale, true);
    }

    /**
     * Describes a system.
     *
     * @param median what half of the calls stay below, at a time scale of 1
     * @param failureRatio how many of the calls fail, 0 to 1
     */
    public RemoteSystem named(String name, Duration median, double sigma, double failureRatio) {
        RemoteSystem system = RemoteSystem.named(name, seed, timeScale, median, sigma, flawless ? 0 : failureRatio);
        systems.put(name, system);
        return system;
    }

    /** Changes what is wrong with the systems of these names. */
    public void disturb(Disturbance disturbance, String... names) {
        for (String name : names) {
            systems.get(name).disturb(disturbance);
        }
    }
}

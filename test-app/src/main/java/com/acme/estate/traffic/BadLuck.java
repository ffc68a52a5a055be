package com.acme.estate.traffic;

import com.acme.estate.vendor.Seed;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** All incidents to come, one after the other and without end: the same for the same seed. Not thread-safe. */
final class BadLuck implements Iterator<Outbreak> {
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final double MEAN_QUIET_SECONDS = 90;
    private static final double SHORTEST_SECONDS = 15;
    private static final double LONGEST_SECONDS = 40;

    private final Random random;
    private Duration quietUntil = FIRST_MINUTE;

    BadLuck(Seed seed) {
        random = seed.stream("incidents");
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Outbreak next() {
        List<Incident> incidents = Incident.EVERYDAY;
        Incident incident = incidents.get(random.nextInt(incidents.size()));
        Duration begin = quietUntil.plus(seconds(-MEAN_QUIET_SECONDS * Math.log(1 - random.nextDouble())));
        double length = SHORTEST_SECONDS + (LONGEST_SECONDS - SHORTEST_SECONDS) * random.nextDouble();
        quietUntil = begin.plus(seconds(length));
        return new Outbreak(incident, begin, quietUntil);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1e3));
    }
}

package io.phase3.agent.attribution.model;

import java.time.Duration;
import java.util.List;

/** Credit for touches by their age: with each half-life that one is older than the last, it counts half. */
final class AgeCredit implements Credit {
    /** The last touch has 2 to this power of shares: as many as a long can hold, so that older ones are told apart. */
    private static final int BITS = 62;

    private final double halfLife;

    AgeCredit(Duration halfLife) {
        this.halfLife = halfLife.getSeconds() * 1e3 + halfLife.getNano() / 1e6;
    }

    @Override
    public void give(List<Touch> journey, Shares shares) {
        // Older than the last touch, not than the conversion: the ratios are the same, and never are all of them 0.
        long last = journey.get(journey.size() - 1).time();
        for (Touch touch : journey) {
            // StrictMath and shares of whole numbers: to the last bit the same on every JVM, in any order.
            double part = StrictMath.pow(2, (touch.time() - last) / halfLife);
            shares.add(touch.feature(), (long) Math.scalb(part, BITS));
        }
    }
}

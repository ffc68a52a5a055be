package io.phase3.agent.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for every amount and all shares of it. */
class SplitPropertiesTest {
    @Provide
    Arbitrary<Map<String, BigInteger>> shares() {
        BigInteger most = BigInteger.TEN.pow(30);
        return Arbitraries.oneOf(
                        Arbitraries.bigIntegers().between(BigInteger.ZERO, most),
                        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .filter(shares -> shares.stream().anyMatch(share -> share.signum() > 0))
                .map(SplitPropertiesTest::byFeature);
    }

    private static Map<String, BigInteger> byFeature(List<BigInteger> shares) {
        Map<String, BigInteger> byFeature = new LinkedHashMap<>();
        shares.forEach(share -> byFeature.put("feature" + byFeature.size(), share));
        return byFeature;
    }

    @Property
    void parts_add_up_to_the_amount(
            @ForAll @LongRange(max = Long.MAX_VALUE) long amount, @ForAll("shares") Map<String, BigInteger> shares) {
        Split split = Split.byShares(amount, shares);

        assertThat(split.amount()).isEqualTo(amount);
        assertThat(split.parts().values()).allMatch(part -> part > 0);
    }

    @Property
    void each_part_is_less_than_one_cent_from_its_quota(
            @ForAll @LongRange(max = Long.MAX_VALUE) long amount, @ForAll("shares") Map<String, BigInteger> shares) {
        Split split = Split.byShares(amount, shares);

        BigInteger total = shares.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        shares.forEach((feature, share) -> {
            BigInteger part = BigInteger.valueOf(split.parts().getOrDefault(feature, 0L));
            BigInteger differenceTimesTotal =
                    part.multiply(total).subtract(BigInteger.valueOf(amount).multiply(share));
            assertThat(differenceTimesTotal.abs()).isLessThan(total);
        });
    }

    @Property
    void a_larger_share_never_gets_less(
            @ForAll @LongRange(max = 1000) long amount, @ForAll("shares") Map<String, BigInteger> shares) {
        Split split = Split.byShares(amount, shares);

        shares.forEach((one, larger) -> shares.forEach((other, smaller) -> {
            if (larger.compareTo(smaller) > 0) {
                assertThat(split.parts().getOrDefault(one, 0L))
                        .isGreaterThanOrEqualTo(split.parts().getOrDefault(other, 0L));
            }
        }));
    }

    @Property
    void a_reversal_adds_up_and_takes_from_no_feature_more_than_its_part(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(max = 1_000_000_000_000_000L) Long> parts,
            @ForAll @LongRange(max = 1_000_000) long millionths) {
        Split split = split(parts);
        long amount = BigInteger.valueOf(split.amount())
                .multiply(BigInteger.valueOf(millionths))
                .divide(BigInteger.valueOf(1_000_000))
                .longValueExact();

        Split reversal = split.reversalOf(amount);

        assertThat(reversal.amount()).isEqualTo(amount);
        reversal.parts()
                .forEach((feature, part) -> assertThat(part)
                        .isPositive()
                        .isLessThanOrEqualTo(split.parts().get(feature)));
    }

    @Property
    void a_reversal_of_all_but_one_cent_leaves_one_cent(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(max = 100) Long> parts) {
        Split split = split(parts);
        Assume.that(split.amount() > 0);

        Split reversal = split.reversalOf(split.amount() - 1);

        long kept = split.parts().entrySet().stream()
                .mapToLong(part -> part.getValue() - reversal.parts().getOrDefault(part.getKey(), 0L))
                .sum();
        assertThat(kept).isEqualTo(1);
    }

    @Property
    void a_full_reversal_is_the_split(
            @ForAll @Size(max = 8) List<@LongRange(max = 1_000_000_000_000_000L) Long> parts) {
        Split split = split(parts);

        assertThat(split.reversalOf(split.amount())).isEqualTo(split);
    }

    private static Split split(List<Long> parts) {
        Map<String, Long> byFeature = new LinkedHashMap<>();
        parts.forEach(part -> byFeature.put("feature" + byFeature.size(), part));
        return Split.of(byFeature);
    }
}

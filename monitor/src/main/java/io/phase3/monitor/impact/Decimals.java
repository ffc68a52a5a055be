package io.phase3.monitor.impact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;

/** Numbers that are no money, with six decimals at most. */
final class Decimals {
    private static final int DECIMALS = 6;

    private Decimals() {}

    static BigDecimal rounded(BigDecimal value) {
        BigDecimal plain = value.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Empty if there is nothing to divide by. */
    static Optional<BigDecimal> ratio(long part, long whole) {
        return whole > 0
                ? Optional.of(rounded(BigDecimal.valueOf(part)
                        .divide(BigDecimal.valueOf(whole), 2 * DECIMALS, RoundingMode.HALF_EVEN)))
                : Optional.empty();
    }

    /** Empty if there are no values. */
    static Optional<BigDecimal> mean(Collection<BigDecimal> values) {
        return values.stream()
                .reduce(BigDecimal::add)
                .map(sum ->
                        rounded(sum.divide(BigDecimal.valueOf(values.size()), 2 * DECIMALS, RoundingMode.HALF_EVEN)));
    }

    static BigDecimal dollars(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}

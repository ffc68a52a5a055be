package io.phase3.agent.record;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Costs as whole billionths of a dollar, which add up exactly. */
final class NanoDollars {
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
    private static final int PLACES = 9;

    private NanoDollars() {}

    /**
     * The dollars in billionths, the half rounded to the even one.
     *
     * @param origin the rule or the method that reports the cost
     * @throws IllegalArgumentException if no call can cost so much, or so little
     */
    static long of(BigDecimal dollars, String origin) {
        if (dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS) > 0) {
            // Without the value: whoever explains failures says each text once.
            throw new IllegalArgumentException(origin + ": a cost must be between 0 and 1,000,000 dollars");
        }
        if ((long) dollars.precision() - dollars.scale() < -PLACES) {
            // Less than half of one; rounding 1E-1000000000 would fill the memory with zeros.
            return 0;
        }
        return dollars.movePointRight(PLACES)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}

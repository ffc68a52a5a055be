package io.phase3.monitor.reconciliation;

import io.phase3.monitor.agents.CounterKey;
import io.phase3.monitor.agents.Life;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What was earned and what was given back, in minor units. Immutable.
 *
 * @param credit of conversions and direct revenue
 * @param reversal of what was given back, not negative
 */
record Totals(long credit, long reversal) {
    static final Totals NOTHING = new Totals(0, 0);

    /** What one JVM has counted. */
    static Totals of(Life life) {
        return new Totals(minor(life.sum(CounterKey.REVENUE)), minor(life.sum(CounterKey.REFUNDED)));
    }

    private static long minor(BigDecimal dollars) {
        return dollars.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    Totals plus(Totals other) {
        return new Totals(credit + other.credit, reversal + other.reversal);
    }

    Totals minus(Totals other) {
        return new Totals(credit - other.credit, reversal - other.reversal);
    }

    long net() {
        return credit - reversal;
    }

    /** How far this is from the nearest totals between two others; 0 within them. */
    long distance(Totals low, Totals high) {
        return distance(credit, low.credit, high.credit) + distance(reversal, low.reversal, high.reversal);
    }

    private static long distance(long value, long low, long high) {
        return Math.max(0, Math.max(low - value, value - high));
    }
}

package io.phase3.monitor.reconciliation;

import java.math.BigDecimal;

/** Minor units as people read them. */
final class Dollars {
    private Dollars() {}

    static BigDecimal of(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }
}

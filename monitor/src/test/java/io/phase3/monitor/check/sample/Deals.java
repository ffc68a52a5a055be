package io.phase3.monitor.check.sample;

import java.math.BigDecimal;

/** Sales, and what they bring in. */
public interface Deals {
    /** A sale. */
    record Sale(String leadId, BigDecimal price) {}

    /** A deal. */
    record Deal(String dealId) {}

    /** Closes a sale. */
    Deal close(Sale sale);

    /** A desk in an office. */
    class Desk implements Deals {
        @Override
        public Deal close(Sale sale) {
            return new Deal(sale.leadId());
        }
    }
}

package com.acme.estate.churn;

import java.util.List;

/** What was tried to keep a lead. */
public record Intervention(ChurnRisk risk, List<Receipt> receipts) {

    /** Whether at least one channel got through. */
    public boolean isDelivered() {
        return receipts.stream().anyMatch(Receipt::delivered);
    }
}

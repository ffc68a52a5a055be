package io.phase3.agent.attribution.journal;

import java.math.BigDecimal;

/** An amount as the application gave it, in another currency than dollars. Immutable. */
public final class ForeignAmount {
    private final BigDecimal amount;
    private final String currency;
    private final BigDecimal rate;

    /**
     * The amount.
     *
     * @param currency by ISO 4217
     * @param rate what one unit was worth in dollars when it was counted
     */
    public ForeignAmount(BigDecimal amount, String currency, BigDecimal rate) {
        this.amount = amount;
        this.currency = currency;
        this.rate = rate;
    }

    /** How much, in units of the currency. */
    public BigDecimal amount() {
        return amount;
    }

    /** The currency by ISO 4217. */
    public String currency() {
        return currency;
    }

    /** What one unit was worth in dollars when it was counted. */
    public BigDecimal rate() {
        return rate;
    }
}

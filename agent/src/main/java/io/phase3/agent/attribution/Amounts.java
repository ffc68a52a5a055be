package io.phase3.agent.attribution;

import io.phase3.agent.attribution.journal.ForeignAmount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Turns what the application calls an amount into cents: rounded once, half-even. */
final class Amounts {
    private static final String DOLLARS = "USD";
    private static final int CENT_DIGITS = 2;

    private final Map<String, BigDecimal> rates;
    private final BigDecimal largest;

    /**
     * Amounts in dollars and in the currencies that have a rate.
     *
     * @param rates what one unit of a currency is worth in dollars
     * @param largest the largest amount that is believed, in dollars; in cents it must fit into a long
     */
    Amounts(Map<String, BigDecimal> rates, BigDecimal largest) {
        this.rates = rates;
        this.largest = largest;
    }

    /**
     * The amount in cents.
     *
     * @param amount null if there is none
     * @param currency null for dollars
     */
    long cents(BigDecimal amount, String currency) throws RejectedException {
        if (amount == null) {
            throw new RejectedException(Rejection.NO_AMOUNT);
        }
        BigDecimal dollars = isForeign(currency) ? amount.multiply(rate(currency)) : amount;
        if (dollars.abs().compareTo(largest) > 0) {
            throw new RejectedException(Rejection.AMOUNT_TOO_LARGE);
        }
        if (isTiny(dollars)) {
            return 0;
        }
        return dollars.setScale(CENT_DIGITS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    /** Nothing, as far as money goes; to round 1E-1000000000 would fill the memory with zeros. */
    private static boolean isTiny(BigDecimal amount) {
        return (long) amount.precision() - amount.scale() < -CENT_DIGITS;
    }

    /** The amount as it was given, for the journal; null if it was in dollars. */
    ForeignAmount foreign(BigDecimal amount, String currency) throws RejectedException {
        return isForeign(currency)
                ? new ForeignAmount(isTiny(amount) ? BigDecimal.ZERO : amount, currency, rate(currency))
                : null;
    }

    private static boolean isForeign(String currency) {
        return currency != null && !currency.equals(DOLLARS);
    }

    private BigDecimal rate(String currency) throws RejectedException {
        BigDecimal rate = rates.get(currency);
        if (rate == null) {
            throw new RejectedException(Rejection.UNKNOWN_CURRENCY);
        }
        return rate;
    }
}

package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what foreign currencies are worth: a wrong rate is a problem, and amounts in that currency are rejected. */
final class ExchangeRates {
    /** The currency in which everything is counted. */
    static final String DOLLARS = "USD";

    private static final BigDecimal LARGEST = new BigDecimal(1_000_000);
    private static final int MOST_DECIMALS = 12;

    private ExchangeRates() {}

    static Map<String, BigDecimal> read(Section section) {
        Map<String, BigDecimal> rates = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : Values.entries(section.values())) {
            try {
                rates.put(currency(entry.getKey()), rate(entry.getValue()));
            } catch (WrongValueException e) {
                section.problems()
                        .add(
                                entry.getValue(),
                                section.path(entry.getKey()) + ": " + e.getMessage() + "; no rate is set by this");
            }
        }
        return rates;
    }

    private static String currency(String code) {
        Set<String> known = new TreeSet<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            known.add(currency.getCurrencyCode());
        }
        if (code.equals(DOLLARS)) {
            throw new WrongValueException("amounts are counted in dollars, which need no rate");
        }
        if (!known.contains(code)) {
            throw new WrongValueException(
                    "is no currency that this Java knows by ISO 4217: three capital letters such as EUR"
                            + Suggestion.didYouMean(code, known));
        }
        return code;
    }

    private static BigDecimal rate(ConfigValue value) {
        BigDecimal rate = Values.number(value);
        if (rate.signum() <= 0 || rate.compareTo(LARGEST) > 0 || rate.scale() > MOST_DECIMALS) {
            throw new WrongValueException("must be what one unit is worth in dollars, a number above 0 and up to "
                    + LARGEST.toPlainString() + " with at most " + MOST_DECIMALS + " decimals, not "
                    + Values.describe(value));
        }
        return rate;
    }
}

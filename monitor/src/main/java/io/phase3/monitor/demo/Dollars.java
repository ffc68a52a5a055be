package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Scrape;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Amounts of dollars as exact decimals, with two places or, where the amount has more, with as many. */
final class Dollars {

    static final BigDecimal ZERO = ofCents(0);

    private static final int CENT_PLACES = 2;

    private Dollars() {}

    static BigDecimal ofCents(long cents) {
        return BigDecimal.valueOf(cents, CENT_PLACES);
    }

    /** The shortest decimal that stands for the number: what the agent had before it became one, up to 15 digits. */
    static BigDecimal of(double dollars) {
        BigDecimal shortest = BigDecimal.valueOf(dollars).stripTrailingZeros();
        return shortest.setScale(Math.max(CENT_PLACES, shortest.scale()));
    }

    static BigDecimal total(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(ZERO, BigDecimal::add);
    }

    /** The amounts of a counter by one label; several series with the same value of it are added up. */
    static SortedMap<String, BigDecimal> by(String label, String counter, Scrape scrape) {
        SortedMap<String, BigDecimal> amounts = new TreeMap<>();
        scrape.named(counter)
                .forEach(sample -> amounts.merge(sample.label(label), of(sample.value()), BigDecimal::add));
        return amounts;
    }
}

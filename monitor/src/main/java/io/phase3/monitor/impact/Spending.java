package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Costs.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What one kind of cost came to, by day. Each cost of a day is rounded once, half-even, to cents; from there on they are whole,
 * so that all sums of them agree. Filled by one thread.
 */
final class Spending {
    private final String kind;
    private final Map<LocalDate, Map<Payee, Long>> days = new TreeMap<>();
    private final Set<LocalDate> known = new HashSet<>();

    /** @param kind of the cost: {@code infrastructure} or {@code api} */
    Spending(String kind) {
        this.kind = kind;
    }

    /** Who is paid, and for which feature. */
    private record Payee(String name, String feature) implements Comparable<Payee> {
        @Override
        public int compareTo(Payee other) {
            return Comparator.comparing(Payee::name)
                    .thenComparing(Payee::feature)
                    .compare(this, other);
        }
    }

    /** @param dollars for this name and feature, the only one of the day */
    void add(LocalDate day, String name, String feature, BigDecimal dollars) {
        know(day);
        long cents =
                dollars.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        days.computeIfAbsent(day, absent -> new TreeMap<>()).put(new Payee(name, feature), cents);
    }

    /** What is not added for the day is nothing. */
    void know(LocalDate day) {
        known.add(day);
    }

    /** Whether anything is known at all. */
    boolean isKnown() {
        return !known.isEmpty();
    }

    /** Those of the days of which nobody knows. */
    List<LocalDate> unknown(Collection<LocalDate> dates) {
        return dates.stream().filter(date -> !known.contains(date)).toList();
    }

    /** The costs of these days, by name and feature, those of nothing left out. */
    List<Item> items(Collection<LocalDate> dates) {
        Map<Payee, Long> sums = new TreeMap<>();
        dates.stream()
                .map(days::get)
                .filter(Objects::nonNull)
                .forEach(day -> day.forEach((payee, cents) -> sums.merge(payee, cents, Math::addExact)));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() != 0)
                .map(sum -> new Item(kind, sum.getKey().name(), sum.getKey().feature(), sum.getValue()))
                .toList();
    }

    /** The sum over these features; empty unless all of the days are known. */
    OptionalLong cents(Collection<LocalDate> dates, Predicate<String> features) {
        return unknown(dates).isEmpty()
                ? OptionalLong.of(items(dates).stream()
                        .filter(item -> features.test(item.feature()))
                        .mapToLong(Item::cents)
                        .sum())
                : OptionalLong.empty();
    }
}

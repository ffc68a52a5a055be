package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.model.Touch;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was earned and given back, by day and feature, in cents. Filled by one thread. */
final class Earnings {
    private final Map<LocalDate, Day> days = new HashMap<>();

    /**
     * A sum over days.
     *
     * @param conversions how many; of one feature, those that it touched or has a part of
     */
    record Sum(long credits, long reversals, long conversions, long entries) {
        static final Sum NOTHING = new Sum(0, 0, 0, 0);

        long revenue() {
            return Math.subtractExact(credits, reversals);
        }

        Sum plus(Sum other) {
            return new Sum(
                    Math.addExact(credits, other.credits),
                    Math.addExact(reversals, other.reversals),
                    conversions + other.conversions,
                    entries + other.entries);
        }
    }

    private static final class Day {
        private final Map<String, Sum> features = new HashMap<>();
        private Sum all = Sum.NOTHING;
    }

    /** @param parts which feature gets how many cents */
    void add(LocalDate date, Entry entry, Map<String, Long> parts) {
        Day day = days.computeIfAbsent(date, absent -> new Day());
        long conversion = entry.kind() == Entry.Kind.CONVERSION ? 1 : 0;
        boolean back = entry.kind() == Entry.Kind.REVERSAL;
        long whole = 0;
        for (String feature : concerned(entry, parts)) {
            long cents = parts.getOrDefault(feature, 0L);
            whole = Math.addExact(whole, cents);
            day.features.merge(feature, sum(back, cents, conversion), Sum::plus);
        }
        day.all = day.all.plus(sum(back, whole, conversion));
    }

    private static Set<String> concerned(Entry entry, Map<String, Long> parts) {
        Set<String> features = new HashSet<>(parts.keySet());
        entry.touches().stream().map(Touch::feature).forEach(features::add);
        return features;
    }

    private static Sum sum(boolean back, long cents, long conversions) {
        return new Sum(back ? 0 : cents, back ? cents : 0, conversions, 1);
    }

    /** @param feature empty for all together */
    Sum sum(Collection<LocalDate> dates, Optional<String> feature) {
        return dates.stream()
                .map(days::get)
                .filter(day -> day != null)
                .map(day -> feature.map(name -> day.features.getOrDefault(name, Sum.NOTHING))
                        .orElse(day.all))
                .reduce(Sum.NOTHING, Sum::plus);
    }

    /** The features that touched or earned on these days. */
    Set<String> features(Collection<LocalDate> dates) {
        Set<String> features = new TreeSet<>();
        dates.stream().map(days::get).filter(day -> day != null).forEach(day -> features.addAll(day.features.keySet()));
        return features;
    }
}

package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Costs.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the sources know of the days.
 *
 * @param languageModels what they cost in the calendar month up to the last day, in dollars; empty if nobody knows
 * @param operations empty if there is nobody to ask
 * @param sources where it comes from, a sentence each
 * @param missing what nobody knows, a sentence each
 */
record Facts(
        Earnings earnings,
        Spending infrastructure,
        Spending api,
        Audience audience,
        Optional<BigDecimal> languageModels,
        Optional<Operations> operations,
        List<String> sources,
        List<String> missing) {
    Facts {
        sources = List.copyOf(sources);
        missing = List.copyOf(missing);
    }

    /** Whether there is nothing to report. */
    boolean areNone(Days days) {
        return earnings.sum(days.trend(), Optional.empty()).entries() == 0
                && !infrastructure.isKnown()
                && !api.isKnown()
                && audience.active().isEmpty()
                && operations.map(asked -> !asked.hasAnswered()).orElse(true);
    }

    /** The features that earned or cost anything on these days, or that users have an opinion of. */
    Set<String> features(Collection<LocalDate> dates) {
        Set<String> features = new TreeSet<>(earnings.features(dates));
        infrastructure.items(dates).stream().map(Item::feature).forEach(features::add);
        api.items(dates).stream().map(Item::feature).forEach(features::add);
        features.addAll(audience.adoption().keySet());
        features.addAll(audience.nps().keySet());
        return features;
    }
}

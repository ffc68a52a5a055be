package io.phase3.monitor.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Holds what was counted against what stands in the journal, both with the same features. */
record Audit(Earnings counted, Earnings journalled) {

    static Audit of(Earnings counted, Earnings journalled) {
        Set<String> features = new TreeSet<>(counted.features());
        features.addAll(journalled.features());
        return new Audit(counted.showing(features), journalled.showing(features));
    }

    boolean isEqual() {
        return differences().isEmpty();
    }

    /** Each difference in one line; none if both say the same to the cent. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (counted.conversions() != journalled.conversions()) {
            differences.add("conversions: " + counted.conversions() + " counted, " + journalled.conversions()
                    + " in the journal");
        }
        addDifferences("revenue", counted.revenue(), journalled.revenue(), differences);
        addDifferences("refunds", counted.refunds(), journalled.refunds(), differences);
        return differences;
    }

    private static void addDifferences(
            String what,
            SortedMap<String, BigDecimal> counted,
            SortedMap<String, BigDecimal> journalled,
            List<String> differences) {
        counted.forEach((feature, dollars) -> {
            BigDecimal other = journalled.get(feature);
            if (dollars.compareTo(other) != 0) {
                differences.add(what + " of " + feature + ": $" + dollars.toPlainString() + " counted, $"
                        + other.toPlainString() + " in the journal");
            }
        });
    }
}

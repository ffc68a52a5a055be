package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Objective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what was reached against each target. Used by one thread. */
final class Objectives {
    private final Map<String, BigDecimal> targets;
    private final Optional<String> feature;
    private final List<Objective> list = new ArrayList<>();

    /** @param feature whose objectives are wanted; empty for all */
    Objectives(Map<String, BigDecimal> targets, Optional<String> feature) {
        this.targets = targets;
        this.feature = feature;
    }

    /** What Prometheus measures; if there is none, nobody knows. */
    void measure(Optional<Operations> operations) throws InterruptedException {
        for (Measure measure : Measure.ALL) {
            if (isWanted(measure.feature())) {
                Map<String, BigDecimal> values = operations.isPresent() ? values(operations.get(), measure) : Map.of();
                if (values.isEmpty()) {
                    add(measure.target(), measure.title(), measure.feature(), measure.atLeast(), Optional.empty());
                }
                values.forEach((name, value) -> add(
                        measure.target(),
                        name.isEmpty() ? measure.title() : measure.title() + ": " + name,
                        measure.feature(),
                        measure.atLeast(),
                        Optional.of(value)));
            }
        }
    }

    private static Map<String, BigDecimal> values(Operations operations, Measure measure) throws InterruptedException {
        for (String expression : measure.expressions()) {
            Map<String, BigDecimal> values = operations.values(expression, measure.by());
            if (!values.isEmpty()) {
                return values;
            }
        }
        return Map.of();
    }

    /** One that is known from elsewhere; left out if there is no such target, or another feature's are wanted. */
    void add(String target, String title, Optional<String> whose, boolean atLeast, Optional<BigDecimal> value) {
        BigDecimal goal = targets.get(target);
        if (goal != null && isWanted(whose)) {
            list.add(new Objective(target, title, whose, unit(target), atLeast, goal, value));
        }
    }

    private boolean isWanted(Optional<String> whose) {
        return feature.isEmpty() || feature.equals(whose);
    }

    /** The unit is the end of the name. */
    private static String unit(String target) {
        int year = target.indexOf("dollars_per_");
        return year >= 0 ? target.substring(year) : target.substring(target.lastIndexOf('_') + 1);
    }

    List<Objective> list() {
        return List.copyOf(list);
    }

    /** The titles of those of which nobody knows whether they are met. */
    List<String> unknown() {
        return list.stream()
                .filter(objective -> objective.value().isEmpty())
                .map(Objective::title)
                .distinct()
                .toList();
    }
}

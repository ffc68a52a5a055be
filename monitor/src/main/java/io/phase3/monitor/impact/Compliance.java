package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the objectives stand together. */
record Compliance(List<Objective> objectives) {

    /** Such as {@code 12 of 15 targets met, 1 missed, 2 without data}. */
    String sentence() {
        return count(objective -> objective.isMet().equals(Optional.of(true))) + " of " + objectives.size()
                + " targets met, "
                + count(objective -> objective.isMet().equals(Optional.of(false))) + " missed, "
                + count(objective -> objective.isMet().isEmpty()) + " without data";
    }

    private long count(Predicate<Objective> condition) {
        return objectives.stream().filter(condition).count();
    }

    /** The objectives of each feature, in the order in which they come; those of no feature last. */
    Map<Optional<String>, List<Objective>> byFeature() {
        return Stream.of(true, false)
                .flatMap(hasFeature -> objectives.stream()
                        .filter(objective -> objective.feature().isPresent() == hasFeature))
                .collect(Collectors.groupingBy(Objective::feature, LinkedHashMap::new, Collectors.toList()));
    }
}

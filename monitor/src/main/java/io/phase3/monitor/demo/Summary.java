package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.Scrape;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer of the demo: what one scrape says about the run so far.
 *
 * @param elapsed since the first call was measured
 * @param conversions each counted once; empty where the agent does not count them
 * @param revenueDollars by feature, empty where the agent does not attribute revenue
 * @param apiCostDollars by feature, empty where nothing had a price
 * @param rulesWithoutMethods the rules that matched nothing
 * @param agentErrors what the agent swallowed, by stage, without the stages where nothing happened
 */
record Summary(
        Duration elapsed,
        List<KindSummary> kinds,
        OptionalLong conversions,
        SortedMap<String, Double> revenueDollars,
        SortedMap<String, Double> apiCostDollars,
        List<String> rulesWithoutMethods,
        SortedMap<String, Long> agentErrors) {

    static Summary of(Scrape scrape, Duration elapsed) {
        return new Summary(
                elapsed,
                Arrays.stream(MeasuredKind.values())
                        .map(kind -> KindSummary.of(kind, scrape, elapsed))
                        .toList(),
                conversions(scrape),
                scrape.sumBy("feature", "phase3_revenue_impact_dollars_total"),
                scrape.sumBy("feature", "phase3_api_cost_dollars_total"),
                scrape.named("phase3_agent_rule_methods")
                        .filter(rule -> rule.value() == 0)
                        .map((Sample rule) -> rule.label("rule"))
                        .sorted()
                        .toList(),
                agentErrors(scrape));
    }

    /** The kinds of which not one call was measured. */
    List<MeasuredKind> missing() {
        return kinds.stream()
                .filter(kind -> !kind.isMeasured())
                .map(KindSummary::kind)
                .toList();
    }

    /** Whether every kind was measured. */
    boolean isComplete() {
        return missing().isEmpty();
    }

    long calls() {
        return kinds.stream().mapToLong(KindSummary::calls).sum();
    }

    double callsPerSecond() {
        return kinds.stream().mapToDouble(KindSummary::callsPerSecond).sum();
    }

    private static OptionalLong conversions(Scrape scrape) {
        String counter = "phase3_conversions_total";
        return scrape.named(counter).findAny().isPresent()
                ? OptionalLong.of(Math.round(scrape.sum(counter)))
                : OptionalLong.empty();
    }

    private static SortedMap<String, Long> agentErrors(Scrape scrape) {
        SortedMap<String, Long> errors = new TreeMap<>();
        scrape.sumBy("stage", "phase3_agent_errors_total").forEach((stage, count) -> {
            if (count > 0) {
                errors.put(stage, Math.round(count));
            }
        });
        return errors;
    }
}

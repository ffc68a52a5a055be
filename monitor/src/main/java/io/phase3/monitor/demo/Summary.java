package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.Scrape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer of the demo: what one scrape says about the run so far, and at its end the journal, too.
 *
 * @param elapsed since the first call was measured
 * @param counted what the counters say was earned
 * @param journal empty until the run is over
 * @param touches by feature
 * @param apiCost dollars by feature and interface; empty where nothing had a price
 * @param rejected touches and conversions that cannot count, by reason, without the reasons that nothing had
 * @param rulesWithoutMethods the rules that matched nothing
 * @param agentErrors what the agent swallowed, by stage, without the stages where nothing happened
 */
record Summary(
        Duration elapsed,
        List<KindSummary> kinds,
        Earnings counted,
        Optional<RunJournal> journal,
        SortedMap<String, Long> touches,
        SortedMap<String, SortedMap<String, BigDecimal>> apiCost,
        SortedMap<String, Long> rejected,
        List<String> rulesWithoutMethods,
        SortedMap<String, Long> agentErrors) {

    static Summary of(Scrape scrape, Duration elapsed) {
        return new Summary(
                elapsed,
                Arrays.stream(MeasuredKind.values())
                        .map(kind -> KindSummary.of(kind, scrape, elapsed))
                        .toList(),
                Earnings.of(scrape),
                Optional.empty(),
                counts("feature", "phase3_touches_total", scrape),
                apiCost(scrape),
                positive(counts("reason", "phase3_attribution_rejected_total", scrape)),
                scrape.named("phase3_agent_rule_methods")
                        .filter(rule -> rule.value() == 0)
                        .map((Sample rule) -> rule.label("rule"))
                        .sorted()
                        .toList(),
                positive(counts("stage", "phase3_agent_errors_total", scrape)));
    }

    /** The same with what the journal says. */
    Summary with(RunJournal read) {
        return new Summary(
                elapsed,
                kinds,
                counted,
                Optional.of(read),
                touches,
                apiCost,
                rejected,
                rulesWithoutMethods,
                agentErrors);
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

    /** Counters and journal side by side; empty as long as the journal is. */
    Optional<Audit> audit() {
        return journal.map(read -> Audit.of(counted, read.earnings()));
    }

    /** Whether the journal was read, and the counters say the same to the cent. */
    boolean isExact() {
        return audit().map(Audit::isEqual).orElse(false);
    }

    long calls() {
        return kinds.stream().mapToLong(KindSummary::calls).sum();
    }

    double callsPerSecond() {
        return kinds.stream().mapToDouble(KindSummary::callsPerSecond).sum();
    }

    /** Dollars by feature, over all interfaces. */
    SortedMap<String, BigDecimal> apiCostByFeature() {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        apiCost.forEach((feature, byApi) -> sums.put(feature, Dollars.total(byApi.values())));
        return sums;
    }

    private static SortedMap<String, SortedMap<String, BigDecimal>> apiCost(Scrape scrape) {
        SortedMap<String, SortedMap<String, BigDecimal>> cost = new TreeMap<>();
        scrape.named("phase3_api_cost_dollars_total")
                .forEach(sample -> cost.computeIfAbsent(sample.label("feature"), feature -> new TreeMap<>())
                        .merge(sample.label("api"), Dollars.of(sample.value()), BigDecimal::add));
        return cost;
    }

    private static SortedMap<String, Long> counts(String label, String counter, Scrape scrape) {
        SortedMap<String, Long> counts = new TreeMap<>();
        scrape.sumBy(label, counter).forEach((value, count) -> counts.put(value, Math.round(count)));
        return counts;
    }

    private static SortedMap<String, Long> positive(SortedMap<String, Long> counts) {
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}

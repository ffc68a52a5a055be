package io.phase3.monitor.impact;

import io.phase3.agent.attribution.model.Split;
import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a report of what is known of the days. */
final class Reporter {
    private static final int DAYS_OF_A_YEAR = 365;
    private static final List<String> OF_NO_FEATURE = List.of(Split.UNATTRIBUTED, "shared");
    private static final Pattern RANGE_OF_FEATURE = Pattern.compile("revenue_(.+)_low_dollars_per_year");

    private final Days days;
    private final Optional<String> wanted;
    private final Map<String, BigDecimal> targets;
    private final Facts facts;

    /** @param wanted the one feature that the report is about; empty for all */
    Reporter(Days days, Optional<String> wanted, Map<String, BigDecimal> targets, Facts facts) {
        this.days = days;
        this.wanted = wanted;
        this.targets = targets;
        this.facts = facts;
    }

    /** All features that a report could be about. */
    static Set<String> features(Map<String, BigDecimal> targets, Facts facts, Days days) {
        Set<String> features = new TreeSet<>(facts.features(days.trend()));
        for (String target : targets.keySet()) {
            Matcher range = RANGE_OF_FEATURE.matcher(target);
            if (range.matches()) {
                features.add(range.group(1));
            }
        }
        return features;
    }

    /** @param model by which revenue is split */
    ImpactReport report(String model) throws InterruptedException {
        Costs costs = costs();
        Overall overall = overall();
        List<Feature> features = features();
        Objectives objectives = objectives(overall, features);
        List<String> missing = new ArrayList<>(facts.missing());
        facts.operations().ifPresent(operations -> missing.addAll(operations.failures()));
        if (!objectives.unknown().isEmpty()) {
            missing.add("whether these targets are met: " + String.join(", ", objectives.unknown())
                    + facts.operations()
                            .map(operations -> "; " + operations.name() + " has no samples of them for the period")
                            .orElse("; a Prometheus that scrapes agents and exporter would tell, see --prometheus"));
        }
        return new ImpactReport(
                days.period(),
                days.first(),
                days.last(),
                days.zone(),
                model,
                wanted,
                overall,
                users(),
                costs,
                features,
                objectives.list(),
                days.trend().stream().map(this::day).toList(),
                facts.sources(),
                missing);
    }

    private boolean isWanted(String feature) {
        return wanted.map(feature::equals).orElse(true);
    }

    private Overall overall() {
        Earnings.Sum sum = facts.earnings().sum(days.ofPeriod(), Optional.empty());
        OptionalLong costs = costs(days.ofPeriod(), Optional.empty());
        long projected = projectedAnnual(sum.revenue());
        BigDecimal low = low("").orElseThrow();
        BigDecimal high = high("").orElseThrow();
        return new Overall(
                sum.credits(),
                sum.reversals(),
                sum.revenue(),
                sum.conversions(),
                projected,
                low,
                high,
                standing(projected, low, high),
                costs.isPresent() ? OptionalLong.of(sum.revenue() - costs.getAsLong()) : OptionalLong.empty(),
                roi(sum.revenue(), costs),
                targets.get("overall_roi_multiple"));
    }

    private Optional<BigDecimal> low(String name) {
        return Optional.ofNullable(targets.get("revenue_" + name + "low_dollars_per_year"));
    }

    private Optional<BigDecimal> high(String name) {
        return Optional.ofNullable(targets.get("revenue_" + name + "high_dollars_per_year"));
    }

    private long projectedAnnual(long revenue) {
        return BigDecimal.valueOf(revenue)
                .multiply(BigDecimal.valueOf(DAYS_OF_A_YEAR))
                .divide(BigDecimal.valueOf(days.period().days), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static Standing standing(long projected, BigDecimal low, BigDecimal high) {
        BigDecimal dollars = Decimals.dollars(projected);
        if (dollars.compareTo(low) < 0) {
            return Standing.BELOW;
        }
        return dollars.compareTo(high) > 0 ? Standing.ABOVE : Standing.ON_TRACK;
    }

    private static Optional<BigDecimal> roi(long revenue, OptionalLong costs) {
        return costs.isPresent() ? Decimals.ratio(revenue, costs.getAsLong()) : Optional.empty();
    }

    private Costs costs() {
        List<LocalDate> period = days.ofPeriod();
        OptionalLong infrastructure = facts.infrastructure().cents(period, this::isWanted);
        OptionalLong api = facts.api().cents(period, this::isWanted);
        List<Costs.Item> items = Stream.of(facts.infrastructure(), facts.api())
                .flatMap(spending -> spending.items(period).stream())
                .filter(item -> isWanted(item.feature()))
                .toList();
        return new Costs(infrastructure, api, sum(infrastructure, api), items);
    }

    /** Nobody knows the sum unless both are known. */
    private static OptionalLong sum(OptionalLong left, OptionalLong right) {
        return left.isPresent() && right.isPresent()
                ? OptionalLong.of(Math.addExact(left.getAsLong(), right.getAsLong()))
                : OptionalLong.empty();
    }

    private OptionalLong costs(Collection<LocalDate> dates, Optional<String> feature) {
        return sum(
                facts.infrastructure()
                        .cents(dates, name -> feature.map(name::equals).orElse(true)),
                facts.api().cents(dates, name -> feature.map(name::equals).orElse(true)));
    }

    /** The richest first, what belongs to none last. */
    private List<Feature> features() {
        Set<String> names = new TreeSet<>(facts.features(days.ofPeriod()));
        features(targets, facts, days).stream()
                .filter(name -> low(name + "_").isPresent())
                .forEach(names::add);
        wanted.ifPresent(names::add);
        return names.stream()
                .filter(this::isWanted)
                .map(this::feature)
                .sorted(Comparator.comparingInt((Feature feature) -> OF_NO_FEATURE.indexOf(feature.name()))
                        .thenComparing(
                                Comparator.comparingLong(Feature::revenue).reversed())
                        .thenComparing(Feature::name))
                .toList();
    }

    private Feature feature(String name) {
        List<LocalDate> period = days.ofPeriod();
        Earnings.Sum sum = facts.earnings().sum(period, Optional.of(name));
        OptionalLong costs = costs(period, Optional.of(name));
        long projected = projectedAnnual(sum.revenue());
        Optional<BigDecimal> low = low(name + "_");
        Optional<BigDecimal> high = high(name + "_");
        return new Feature(
                name,
                sum.revenue(),
                sum.conversions(),
                Decimals.ratio(
                        sum.revenue(),
                        facts.earnings().sum(period, Optional.empty()).revenue()),
                costs,
                roi(sum.revenue(), costs),
                projected,
                low,
                high,
                low.flatMap(from -> high.map(to -> standing(projected, from, to))),
                Optional.ofNullable(facts.audience().adoption().get(name)),
                Optional.ofNullable(facts.audience().nps().get(name)));
    }

    private Users users() {
        return new Users(
                facts.audience().active(),
                Decimals.mean(facts.audience().nps().values()),
                Decimals.mean(facts.audience().adoption().values()));
    }

    private Day day(LocalDate date) {
        Earnings.Sum sum = facts.earnings().sum(List.of(date), wanted);
        return new Day(date, sum.revenue(), sum.conversions(), costs(List.of(date), wanted));
    }

    private Objectives objectives(Overall overall, List<Feature> features) throws InterruptedException {
        Objectives objectives = new Objectives(targets, wanted);
        objectives.add(
                "revenue_low_dollars_per_year",
                "Revenue, projected",
                Optional.empty(),
                true,
                Optional.of(Decimals.dollars(overall.projectedAnnual())));
        for (Feature feature : features) {
            objectives.add(
                    "revenue_" + feature.name() + "_low_dollars_per_year",
                    "Revenue, projected",
                    Optional.of(feature.name()),
                    true,
                    Optional.of(Decimals.dollars(feature.projectedAnnual())));
        }
        objectives.add("overall_roi_multiple", "Return on costs", Optional.empty(), true, overall.roi());
        OptionalLong infrastructure = facts.infrastructure().cents(days.ofPeriod(), name -> true);
        objectives.add(
                "infrastructure_cost_ratio",
                "Infrastructure of revenue",
                Optional.empty(),
                false,
                infrastructure.isPresent()
                        ? Decimals.ratio(infrastructure.getAsLong(), overall.revenue())
                        : Optional.empty());
        objectives.add(
                "claude_budget_dollars_per_month",
                "Language models, this month",
                Optional.empty(),
                false,
                facts.languageModels());
        addOpinions(objectives, features);
        objectives.measure(facts.operations());
        return objectives;
    }

    private static void addOpinions(Objectives objectives, List<Feature> features) {
        for (Feature feature : features) {
            if (!OF_NO_FEATURE.contains(feature.name())) {
                Optional<String> name = Optional.of(feature.name());
                objectives.add("adoption_ratio", "Adoption", name, true, feature.adoption());
                objectives.add("nps_score", "Net promoter score", name, true, feature.nps());
            }
        }
    }
}

package io.phase3.monitor.impact;

import static io.phase3.monitor.impact.Markup.tag;

import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Objective;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Period;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a report as one page of HTML to be mailed: without scripts, and without anything that would have to be fetched. */
final class ImpactHtml {
    private static final String DOT = " \u00b7 ";

    private final ImpactReport report;
    private final Figures figures = new Figures("\u2013", "\u2013");

    private ImpactHtml(ImpactReport report) {
        this.report = report;
    }

    static String of(ImpactReport report) {
        return new ImpactHtml(report).page();
    }

    private String page() {
        Markup head = tag("head")
                .of(
                        tag("meta").with("charset", "UTF-8").empty(),
                        meta("viewport", "width=device-width, initial-scale=1"),
                        meta("color-scheme", "light dark"),
                        tag("title").of("Phase 3 " + title() + ", " + days()),
                        Look.styleSheet());
        Markup banner = Look.banner(
                "PHASE 3" + report.feature().map(name -> DOT + name).orElse(""),
                title(),
                days() + DOT + "days in " + report.zone().getId() + DOT + "attribution: " + report.model());
        Markup body = Look.body(
                summary(),
                banner,
                report.feature().isEmpty()
                        ? overall(report.overall())
                        : Markup.all(
                                report.features().stream().map(this::single).toList()),
                trend(),
                report.feature().isEmpty() ? features() : Markup.NOTHING,
                objectives(),
                report.feature().isEmpty() ? users(report.users()) : Markup.NOTHING,
                costs(report.costs()),
                sentences("Missing", report.missing()),
                sentences("Sources", report.sources()));
        return "<!DOCTYPE html>\n"
                + tag("html").with("lang", "en").of(head, body).html();
    }

    private static Markup meta(String name, String content) {
        return tag("meta").with("name", name).with("content", content).empty();
    }

    private String title() {
        return (report.period() == Period.DAILY ? "Daily" : "Weekly") + " business impact";
    }

    private String revenueLabel() {
        return report.period() == Period.DAILY ? "Daily revenue" : "Weekly revenue";
    }

    private String days() {
        return report.period() == Period.DAILY
                ? Figures.day(report.last())
                : Figures.day(report.first()) + " to " + Figures.day(report.last());
    }

    /** What mail programs show beside the subject. */
    private String summary() {
        Overall overall = report.overall();
        return report.features().stream()
                        .filter(feature -> report.feature().isPresent())
                        .findFirst()
                        .map(feature -> summary(feature.revenue(), feature.projectedAnnual(), feature.roi()))
                        .orElseGet(() -> summary(overall.revenue(), overall.projectedAnnual(), overall.roi()))
                + new Compliance(report.objectives()).sentence()
                + '.';
    }

    private String summary(long revenue, long projectedAnnual, Optional<BigDecimal> roi) {
        return figures.dollars(revenue) + " earned, " + figures.dollars(projectedAnnual) + " a year projected, ROI "
                + figures.multiple(roi) + ", ";
    }

    private Markup overall(Overall overall) {
        Optional<BigDecimal> low = Optional.of(overall.targetLow());
        Optional<BigDecimal> high = Optional.of(overall.targetHigh());
        return Look.section(
                "Overall performance",
                Look.cards(
                        Look.card(
                                revenueLabel(),
                                figures.dollars(overall.revenue()),
                                Look.small(conversions(overall.conversions())),
                                Look.small(figures.dollars(overall.credits()) + " earned, "
                                        + figures.dollars(overall.reversals()) + " given back")),
                        projected(overall.projectedAnnual(), low, high, Optional.of(overall.standing())),
                        Look.card(
                                "Overall ROI",
                                figures.multiple(overall.roi()),
                                Look.small("target " + figures.goal(overall.targetRoi())),
                                Look.badge(overall.roi().map(roi -> roi.compareTo(overall.targetRoi()) >= 0))),
                        net(overall.net())),
                range(overall.projectedAnnual(), low, high));
    }

    /** The one that was asked for. */
    private Markup single(Feature feature) {
        return Look.section(
                "Performance of " + feature.name(),
                Look.cards(
                        Look.card(
                                revenueLabel(),
                                figures.dollars(feature.revenue()),
                                Look.small(figures.percent(feature.share()) + " of the revenue"),
                                Look.small("touched " + conversions(feature.touched()))),
                        projected(
                                feature.projectedAnnual(),
                                feature.targetLow(),
                                feature.targetHigh(),
                                feature.standing()),
                        Look.card(
                                "ROI",
                                figures.multiple(feature.roi()),
                                Look.small("adoption " + figures.percent(feature.adoption())),
                                Look.small("NPS " + figures.score(feature.nps()))),
                        net(feature.net())),
                range(feature.projectedAnnual(), feature.targetLow(), feature.targetHigh()));
    }

    private Markup projected(
            long projectedAnnual, Optional<BigDecimal> low, Optional<BigDecimal> high, Optional<Standing> standing) {
        return Look.card(
                "Projected annual",
                figures.dollars(projectedAnnual),
                Look.small("target " + figures.range(low, high)),
                standing.map(Look::badge).orElse(Markup.NOTHING));
    }

    private Markup net(OptionalLong net) {
        return Look.card(
                "Net impact",
                figures.dollars(net),
                Look.small(
                        net.isPresent()
                                ? "after costs of "
                                        + figures.dollars(report.costs().total())
                                : "not all costs are known"));
    }

    /** Where the projection stands in its range, which has room on its right. */
    private Markup range(long projectedAnnual, Optional<BigDecimal> low, Optional<BigDecimal> high) {
        if (low.isEmpty() || high.isEmpty()) {
            return Markup.NOTHING;
        }
        BigDecimal projected = Decimals.dollars(projectedAnnual);
        BigDecimal end = projected.max(high.get()).multiply(new BigDecimal("1.15"));
        return Markup.all(List.of(
                Look.range(hundredths(low.get(), end), hundredths(high.get(), end), hundredths(projected, end)),
                Look.small("The mark is the projection: below, within or above the target of "
                        + figures.range(low, high) + " a year.")));
    }

    private static int hundredths(BigDecimal part, BigDecimal whole) {
        return part.signum() <= 0
                ? 0
                : part.movePointRight(2).divide(whole, 0, RoundingMode.HALF_UP).intValueExact();
    }

    private Markup trend() {
        Trend trend = new Trend(report.trend());
        List<Markup> rows = trend.days().stream().map(day -> day(day, trend)).toList();
        return Look.section(
                "Trend",
                Look.small(figures.dollars(trend.sum()) + " in " + trend.days().size() + " days, "
                        + figures.dollars(trend.average()) + " a day on average"),
                Look.table(List.of("Day", "Revenue"), rows));
    }

    private Markup day(Day day, Trend trend) {
        return Look.row(
                Look.rowHead(
                        Markup.text(Figures.day(day.date())),
                        Look.bar(trend.bar(day, 100)),
                        Look.small(conversions(day.conversions()) + DOT + "costs " + figures.dollars(day.costs()))),
                Look.figure(Look.strong(figures.dollars(day.revenue()))));
    }

    private Markup features() {
        if (report.features().isEmpty()) {
            return Look.section("By feature", Look.small("No feature has earned or touched anything."));
        }
        return Look.section(
                "By feature",
                Look.table(
                        List.of("Feature", "Revenue"),
                        report.features().stream().map(this::feature).toList()));
    }

    private Markup feature(Feature feature) {
        return Look.row(
                Look.rowHead(
                        Markup.text(feature.name()),
                        Look.bar(feature.share()
                                .map(share -> hundredths(share.min(BigDecimal.ONE), BigDecimal.ONE))
                                .orElse(0)),
                        Look.small(figures.percent(feature.share()) + " of the revenue" + DOT + "touched "
                                + conversions(feature.touched())),
                        Look.small("costs " + figures.dollars(feature.costs()) + DOT + "net "
                                + figures.dollars(feature.net()) + DOT + "ROI " + figures.multiple(feature.roi())),
                        Look.small("projected " + figures.dollars(feature.projectedAnnual()) + " a year"
                                + (feature.targetLow().isPresent()
                                        ? DOT + "target " + figures.range(feature.targetLow(), feature.targetHigh())
                                        : "")),
                        feature.adoption().isPresent() || feature.nps().isPresent()
                                ? Look.small("adoption " + figures.percent(feature.adoption()) + DOT + "NPS "
                                        + figures.score(feature.nps()))
                                : Markup.NOTHING),
                Look.figure(
                        Look.strong(figures.dollars(feature.revenue())),
                        feature.standing()
                                .map(standing -> tag("div").of(Look.badge(standing)))
                                .orElse(Markup.NOTHING)));
    }

    private Markup objectives() {
        Compliance compliance = new Compliance(report.objectives());
        List<Markup> rows = compliance.byFeature().values().stream()
                .flatMap(List::stream)
                .map(this::objective)
                .toList();
        return Look.section(
                "SLA compliance",
                Look.small(compliance.sentence()),
                Look.table(List.of("Objective", "Reached", "Status"), rows));
    }

    private Markup objective(Objective objective) {
        return Look.row(
                Look.rowHead(
                        Markup.text(objective.title()),
                        Look.small(figures.goal(objective)
                                + DOT
                                + objective.feature().orElse("all features"))),
                Look.figure(Look.strong(figures.reached(objective))),
                Look.figure(Look.badge(objective.isMet())));
    }

    private Markup users(Users users) {
        return Look.section(
                "Users",
                Look.table(
                        List.of("Figure", "Value"),
                        List.of(
                                line("Active users", figures.count(users.active())),
                                line("Average NPS", figures.score(users.nps())),
                                line("Average adoption", figures.percent(users.adoption())))));
    }

    private Markup costs(Costs costs) {
        return Look.section(
                report.period() == Period.DAILY ? "Costs of the day" : "Costs of the week",
                Look.table(
                        List.of("Cost", "Amount"),
                        List.of(
                                line("Infrastructure", figures.dollars(costs.infrastructure())),
                                line("API", figures.dollars(costs.api())),
                                line("Total", figures.dollars(costs.total())))),
                largest(LargestCosts.of(costs.items())));
    }

    private Markup largest(LargestCosts costs) {
        if (costs.items().isEmpty()) {
            return Markup.NOTHING;
        }
        List<Markup> rows = new ArrayList<>();
        for (Costs.Item item : costs.items()) {
            rows.add(Look.row(
                    Look.rowHead(Markup.text(item.name()), Look.small(item.kind() + DOT + item.feature())),
                    Look.figure(Markup.text(figures.dollars(item.cents())))));
        }
        if (costs.others() > 0) {
            rows.add(line(costs.others() + " more", figures.dollars(costs.othersCents())));
        }
        return Look.table(List.of("What it was for", "Amount"), rows);
    }

    private static Markup line(String head, String figure) {
        return Look.row(Look.rowHead(Markup.text(head)), Look.figure(Look.strong(figure)));
    }

    private static Markup sentences(String heading, List<String> sentences) {
        return sentences.isEmpty() ? Markup.NOTHING : Look.section(heading, Look.list(sentences));
    }

    private String conversions(long count) {
        return figures.count(count) + (count == 1 ? " conversion" : " conversions");
    }
}

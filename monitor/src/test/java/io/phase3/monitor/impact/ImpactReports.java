package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Objective;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Period;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reports to be shown. */
final class ImpactReports {
    private static final LocalDate DATE = LocalDate.of(2026, 1, 10);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private ImpactReports() {}

    /** A good day, with everything known but one target, and one missed. */
    static ImpactReport daily() {
        return new ImpactReport(
                Period.DAILY,
                DATE,
                DATE,
                ZONE,
                "as recorded",
                Optional.empty(),
                new Overall(
                        130_000,
                        5_450,
                        124_550,
                        12,
                        45_460_750,
                        number("265000"),
                        number("440000"),
                        Standing.ABOVE,
                        OptionalLong.of(114_450),
                        Optional.of(number("12.3317")),
                        number("5")),
                new Users(OptionalLong.of(1_342), Optional.of(number("54.2")), Optional.of(number("0.673"))),
                new Costs(
                        OptionalLong.of(4_520),
                        OptionalLong.of(5_580),
                        OptionalLong.of(10_100),
                        List.of(
                                new Costs.Item("api", "vision", "property_intelligence", 3_580),
                                new Costs.Item("infrastructure", "postgres", "shared", 2_520),
                                new Costs.Item("api", "conversation", "ai_coaching", 2_000),
                                new Costs.Item("infrastructure", "redis", "realtime_intelligence", 2_000))),
                features(1),
                objectives(),
                trend(),
                List.of(
                        "money: ledger in jdbc:postgresql://127.0.0.1:5432/phase3, 1,234 entries of 2026-01-04 to 2026-01-10",
                        "operations: Prometheus at http://127.0.0.1:9090, 2026-01-10"),
                List.of(
                        "conversion_lift_ratio: no experiment has run on 2026-01-10; phase3 experiment list shows them"));
    }

    /** The week that ends with that day. */
    static ImpactReport weekly() {
        ImpactReport day = daily();
        return new ImpactReport(
                Period.WEEKLY,
                DATE.minusDays(6),
                DATE,
                ZONE,
                "linear",
                Optional.empty(),
                new Overall(
                        459_790,
                        45_110,
                        414_680,
                        52,
                        21_622_600,
                        number("265000"),
                        number("440000"),
                        Standing.BELOW,
                        OptionalLong.of(344_180),
                        Optional.of(number("5.8820")),
                        number("5")),
                day.users(),
                new Costs(OptionalLong.of(31_640), OptionalLong.of(38_860), OptionalLong.of(70_500), List.of()),
                features(3),
                day.objectives(),
                day.trend(),
                day.sources(),
                List.of());
    }

    /** The first day of an installation: a database without an entry, and nothing else. */
    static ImpactReport empty() {
        List<Day> trend = new ArrayList<>();
        for (int i = 6; i >= 0; i--) {
            trend.add(new Day(DATE.minusDays(i), 0, 0, OptionalLong.empty()));
        }
        return new ImpactReport(
                Period.DAILY,
                DATE,
                DATE,
                ZONE,
                "as recorded",
                Optional.empty(),
                new Overall(
                        0,
                        0,
                        0,
                        0,
                        0,
                        number("265000"),
                        number("440000"),
                        Standing.BELOW,
                        OptionalLong.empty(),
                        Optional.empty(),
                        number("5")),
                new Users(OptionalLong.empty(), Optional.empty(), Optional.empty()),
                new Costs(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of()),
                List.of(),
                List.of(objective("websocket_p95_seconds", "Websocket latency, 95 %", "seconds", false, "0.05", null)),
                trend,
                List.of("money: journal in /var/lib/phase3/journal, no entry"),
                List.of("users, costs and targets: no Prometheus was named; name one with --prometheus URL"));
    }

    /** The day, and of it a single feature. */
    static ImpactReport ofOneFeature() {
        ImpactReport day = daily();
        String name = "property_intelligence";
        return new ImpactReport(
                day.period(),
                day.first(),
                day.last(),
                day.zone(),
                day.model(),
                Optional.of(name),
                day.overall(),
                day.users(),
                new Costs(
                        OptionalLong.of(0),
                        OptionalLong.of(3_580),
                        OptionalLong.of(3_580),
                        day.costs().items().stream()
                                .filter(item -> item.feature().equals(name))
                                .toList()),
                day.features().stream().filter(each -> each.name().equals(name)).toList(),
                day.objectives().stream()
                        .filter(each -> each.feature().equals(Optional.of(name)))
                        .toList(),
                List.of(
                        new Day(DATE.minusDays(1), -1_250, 0, OptionalLong.of(3_000)),
                        new Day(DATE, 37_365, 4, OptionalLong.of(3_580))),
                day.sources(),
                List.of());
    }

    /** More features, targets and costs than any product has that is known. */
    static ImpactReport large() {
        ImpactReport day = daily();
        return new ImpactReport(
                day.period(),
                day.first(),
                day.last(),
                day.zone(),
                day.model(),
                day.feature(),
                day.overall(),
                day.users(),
                new Costs(
                        day.costs().infrastructure(),
                        day.costs().api(),
                        day.costs().total(),
                        times(50, day.costs().items())),
                times(2, day.features()),
                times(4, day.objectives()),
                day.trend(),
                day.sources(),
                day.missing());
    }

    private static <T> List<T> times(int count, List<T> list) {
        return Collections.nCopies(count, list).stream().flatMap(List::stream).toList();
    }

    /** The day with a text of the user's own wherever there is one. */
    static ImpactReport named(String text) {
        ImpactReport day = daily();
        Feature feature = day.features().get(0);
        Objective objective = day.objectives().get(0);
        return new ImpactReport(
                day.period(),
                day.first(),
                day.last(),
                day.zone(),
                text,
                day.feature(),
                day.overall(),
                day.users(),
                new Costs(
                        day.costs().infrastructure(),
                        day.costs().api(),
                        day.costs().total(),
                        List.of(new Costs.Item(text, text, text, -1_250))),
                List.of(new Feature(
                        text,
                        Long.MIN_VALUE,
                        feature.touched(),
                        feature.share(),
                        feature.costs(),
                        feature.roi(),
                        Long.MAX_VALUE,
                        feature.targetLow(),
                        feature.targetHigh(),
                        feature.standing(),
                        feature.adoption(),
                        feature.nps())),
                List.of(new Objective(
                        text, text, Optional.of(text), text, objective.atLeast(), objective.goal(), objective.value())),
                day.trend(),
                List.of(text),
                List.of(text));
    }

    /** @param scale of the revenue; the ranges stay as they are */
    private static List<Feature> features(int scale) {
        return List.of(
                feature("realtime_intelligence", 49_820L * scale, 9, "0.4", 2_000L * scale, "75000", "120000"),
                feature("property_intelligence", 37_365L * scale, 4, "0.3", 3_580L * scale, "75000", "150000"),
                feature("churn_prevention", 24_910L * scale, 3, "0.2", 0, "55000", "80000"),
                feature("ai_coaching", 11_905L * scale, 2, "0.0956", 2_000L * scale, "60000", "90000"),
                new Feature(
                        "unattributed",
                        550L * scale,
                        1,
                        Optional.of(number("0.0044")),
                        OptionalLong.empty(),
                        Optional.empty(),
                        550L * 365,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Feature feature(
            String name, long revenue, long touched, String share, long costs, String low, String high) {
        BigDecimal projected = BigDecimal.valueOf(revenue * 365, 2);
        Standing standing = projected.compareTo(number(low)) < 0
                ? Standing.BELOW
                : projected.compareTo(number(high)) > 0 ? Standing.ABOVE : Standing.ON_TRACK;
        return new Feature(
                name,
                revenue,
                touched,
                Optional.of(number(share)),
                OptionalLong.of(costs),
                costs == 0 ? Optional.empty() : Optional.of(number("24.9100")),
                revenue * 365,
                Optional.of(number(low)),
                Optional.of(number(high)),
                Optional.of(standing),
                Optional.of(number("0.673")),
                Optional.of(number("54.2")));
    }

    private static List<Objective> objectives() {
        String realtime = "realtime_intelligence";
        String property = "property_intelligence";
        return List.of(
                objective(
                        "websocket_p95_seconds",
                        "Websocket latency, 95 %",
                        realtime,
                        "seconds",
                        false,
                        "0.05",
                        "0.0473"),
                objective("vision_p95_seconds", "Vision analysis, 95 %", property, "seconds", false, "1.5", "1.19"),
                objective("match_satisfaction_ratio", "Match satisfaction", property, "ratio", true, "0.88", "0.8799"),
                objective(
                        "churn_p95_seconds",
                        "Churn intervention, 95 %",
                        "churn_prevention",
                        "seconds",
                        false,
                        "30",
                        "0.8"),
                objective("churn_roi_multiple", "Churn ROI", "churn_prevention", "multiple", true, "1875", "1912.44"),
                objective(
                        "coaching_p95_seconds",
                        "Coaching analysis, 95 %",
                        "ai_coaching",
                        "seconds",
                        false,
                        "2",
                        "1.96"),
                objective(
                        "coaching_engagement_ratio", "Agent engagement", "ai_coaching", "ratio", true, "0.6", "0.643"),
                objective("nps_score", "Net promoter score", "score", true, "50", "54.2"),
                objective("uptime_ratio", "Uptime", "ratio", true, "0.999", "0.99957"),
                objective(
                        "claude_budget_dollars_per_month",
                        "Language models, month to date",
                        "dollars_per_month",
                        false,
                        "2000",
                        "558.07"),
                objective(
                        "conversion_lift_ratio",
                        "Conversion lift: new-onboarding-2026, treatment",
                        "ratio",
                        true,
                        "0.05",
                        null));
    }

    private static Objective objective(
            String target, String title, String unit, boolean atLeast, String goal, String value) {
        return objective(target, title, null, unit, atLeast, goal, value);
    }

    private static Objective objective(
            String target, String title, String feature, String unit, boolean atLeast, String goal, String value) {
        return new Objective(
                target,
                title,
                Optional.ofNullable(feature),
                unit,
                atLeast,
                number(goal),
                Optional.ofNullable(value).map(ImpactReports::number));
    }

    private static List<Day> trend() {
        return List.of(
                new Day(DATE.minusDays(6), 80_010, 8, OptionalLong.of(10_000)),
                new Day(DATE.minusDays(5), 0, 0, OptionalLong.of(10_100)),
                new Day(DATE.minusDays(4), 101_300, 11, OptionalLong.of(10_100)),
                new Day(DATE.minusDays(3), -4_510, 1, OptionalLong.of(10_100)),
                new Day(DATE.minusDays(2), 320, 1, OptionalLong.empty()),
                new Day(DATE.minusDays(1), 113_010, 19, OptionalLong.of(10_100)),
                new Day(DATE, 124_550, 12, OptionalLong.of(10_100)));
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }
}

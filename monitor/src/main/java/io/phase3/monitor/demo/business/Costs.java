package io.phase3.monitor.demo.business;

import java.time.LocalDate;
import java.util.List;

/** What running it costs: about a twelfth of the revenue, and half of the budget for language models. */
final class Costs {
    /** Dollars a day. */
    private record Daily(String payee, String feature, double dollars) {}

    private static final List<Daily> INFRASTRUCTURE = List.of(
            new Daily("railway", Company.REALTIME, 9.2),
            new Daily("railway", Company.PROPERTY, 4.6),
            new Daily("railway", Company.CHURN, 1.9),
            new Daily("railway", Company.COACHING, 2.8),
            new Daily("vercel", "shared", 6.5),
            new Daily("postgres", "shared", 11),
            new Daily("redis", Company.REALTIME, 5.4));

    private static final List<Daily> INTERFACES = List.of(
            new Daily("claude", Company.PROPERTY, 19),
            new Daily("claude", Company.COACHING, 13),
            new Daily("claude", Company.CHURN, 1.6),
            new Daily("census", Company.PROPERTY, 0.8),
            new Daily("sms", Company.CHURN, 0.7));

    private Costs() {}

    static List<Rows> rows(Past past) {
        Rows infrastructure = new Rows("infrastructure_cost", "day", "component", "feature", "amount");
        Rows interfaces = new Rows("api_cost", "day", "api", "feature", "amount");
        for (int ago = 0; ago < Company.DAYS; ago++) {
            LocalDate day = past.today().minusDays(ago);
            add(infrastructure, past, day, INFRASTRUCTURE);
            add(interfaces, past, day, INTERFACES);
        }
        return List.of(infrastructure, interfaces);
    }

    private static void add(Rows rows, Past past, LocalDate day, List<Daily> costs) {
        costs.forEach(cost -> rows.add(day, cost.payee(), cost.feature(), past.about(cost.dollars())));
    }
}

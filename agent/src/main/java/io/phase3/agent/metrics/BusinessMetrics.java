package io.phase3.agent.metrics;

import static java.util.Collections.singletonList;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the application's calls were worth, and what they cost.
 *
 * <p>Names that configuration fixes are announced, so that their series exist at 0, whatever the bound: a counter that
 * is born at 500 has never increased. All other names count under {@code __other__} past the bound.
 */
public final class BusinessMetrics {
    private static final int CENTS = 2;
    private static final int NANO_DOLLARS = 9;

    private final CounterFamily touches;
    private final MoneyFamily revenue;
    private final MoneyFamily refunded;
    private final CounterFamily conversions;
    private final MoneyFamily apiCost;
    private final CounterFamily rejected;

    BusinessMetrics(Metrics metrics) {
        touches =
                metrics.counter("phase3_touches", "Calls of a feature that touched a lead.", singletonList("feature"));
        revenue = metrics.money(
                "phase3_revenue_impact_dollars",
                "Revenue attributed to a feature, refunds not taken off.",
                singletonList("feature"),
                CENTS);
        refunded = metrics.money(
                "phase3_revenue_refunded_dollars",
                "Revenue attributed to a feature and given back since.",
                singletonList("feature"),
                CENTS);
        conversions =
                metrics.counter("phase3_conversions", "Conversions, each id once.", singletonList("conversion_type"));
        apiCost = metrics.money(
                "phase3_api_cost_dollars",
                "What calls of paid services cost.",
                Arrays.asList("feature", "api"),
                NANO_DOLLARS);
        rejected = metrics.counter(
                "phase3_attribution_rejected", "Touches and conversions that cannot count.", singletonList("reason"));
    }

    /** Shows the feature's touches, revenue and refunds from now on. */
    public void feature(String feature) {
        touches.child(feature);
        revenue.child(feature);
        refunded.child(feature);
    }

    /** Shows the conversions of the type from now on. */
    public void conversionType(String type) {
        conversions.child(type);
    }

    /** Shows from now on how often something could not count for the reason. */
    public void rejection(String reason) {
        rejected.child(reason);
    }

    /** The cost of a feature's calls of a service, shown from now on: adds billionths of a dollar, none below 0. */
    public LongAdder apiCost(String feature, String api) {
        return apiCost.child(feature, api);
    }

    /** The same under names that the application decides: past the bound, that of {@code __other__}. */
    public LongAdder boundedApiCost(String feature, String api) {
        return apiCost.child(apiCost.bounded(0, 2, feature, api));
    }

    /** Counts a touch. */
    public void touched(String feature) {
        touches.child(touches.bounded(0, 1, feature)).add(1);
    }

    /** Counts a conversion. */
    public void converted(String type) {
        conversions.child(conversions.bounded(0, 1, type)).add(1);
    }

    /** Counts revenue of a feature, in cents, not below 0. */
    public void earned(String feature, long cents) {
        revenue.child(revenue.bounded(0, 1, feature)).add(cents);
    }

    /** Counts what a feature gives back, in cents, not below 0. */
    public void gaveBack(String feature, long cents) {
        refunded.child(refunded.bounded(0, 1, feature)).add(cents);
    }

    /** Counts a touch or a conversion that cannot count. */
    public void rejected(String reason) {
        rejected.child(reason).add(1);
    }
}

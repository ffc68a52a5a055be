package io.phase3.monitor.agents;

import java.util.Comparator;

/**
 * A counter of money: its metric and labels. Immutable.
 *
 * @param api empty if the metric has no such label
 */
public record CounterKey(String metric, String feature, String api) implements Comparable<CounterKey> {
    /** What agents have counted as revenue. */
    public static final String REVENUE = "phase3_revenue_impact_dollars_total";
    /** What agents have counted as given back. */
    public static final String REFUNDED = "phase3_revenue_refunded_dollars_total";

    static final String API_COST = "phase3_api_cost_dollars_total";

    private static final Comparator<CounterKey> ORDER = Comparator.comparing(CounterKey::metric)
            .thenComparing(CounterKey::feature)
            .thenComparing(CounterKey::api);

    @Override
    public int compareTo(CounterKey other) {
        return ORDER.compare(this, other);
    }
}

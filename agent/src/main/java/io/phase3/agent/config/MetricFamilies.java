package io.phase3.agent.config;

import io.phase3.agent.settings.WrongValueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which metric families are taken: the product's own, and those that rules have declared so far.
 *
 * <p>Rules of one shape share a family; the first rule's HELP stands for all.
 */
public final class MetricFamilies {
    private static final String[] PRODUCT_HISTOGRAMS = {
        "phase3_websocket_latency_seconds",
        "phase3_vision_analysis_duration_seconds",
        "phase3_churn_intervention_duration_seconds",
        "phase3_coaching_analysis_duration_seconds",
        "phase3_conversion_duration_seconds",
        "phase3_operation_duration_seconds",
    };
    private static final String[] PRODUCT_GAUGES = {"phase3_websocket_connections"};
    private static final String[] PRODUCT_COUNTERS = {
        "phase3_websocket_disconnects",
        "phase3_conversions",
        "phase3_revenue_impact_dollars",
        "phase3_revenue_refunded_dollars",
        "phase3_touches",
        "phase3_api_cost_dollars",
        "phase3_attribution_rejected",
        "phase3_llm_requests",
        "phase3_llm_tokens",
        "phase3_llm_unpriced_tokens",
    };

    /** Who has each sample name; null for the product itself. */
    private final Map<String, Rule> owners = new HashMap<>();

    /** Those of the product. */
    public MetricFamilies() {
        reserve(Kind.HISTOGRAM, PRODUCT_HISTOGRAMS);
        reserve(Kind.GAUGE, PRODUCT_GAUGES);
        reserve(Kind.COUNTER, PRODUCT_COUNTERS);
    }

    private void reserve(Kind kind, String... families) {
        for (String family : families) {
            MetricName.samples(kind, family).forEach(sample -> owners.put(sample, null));
        }
    }

    /**
     * Makes sure that the rule's metric and labels may bear their names, and that the metric is none of the product's.
     *
     * @throws IllegalArgumentException if they may not
     */
    public static void requireOwn(Rule rule) {
        try {
            MetricName.check(rule.metric().get());
            rule.labels().keySet().forEach(MetricName::checkLabel);
            new MetricFamilies().take(rule);
        } catch (WrongValueException e) {
            throw new IllegalArgumentException("metric: " + e.getMessage(), e);
        }
    }

    /**
     * Takes the family of the rule's metric.
     *
     * @throws WrongValueException if it is taken, saying by whom
     */
    public void take(Rule rule) {
        String family = rule.metricFamily().get();
        Set<String> samples = MetricName.samples(rule.kind(), family);
        for (String sample : samples) {
            if (owners.containsKey(sample)) {
                Rule owner = owners.get(sample);
                if (owner == null) {
                    throw new WrongValueException("'" + rule.metric().get() + "' is a metric of Phase 3 itself");
                }
                if (!sameShape(rule, owner)) {
                    throw new WrongValueException("'" + rule.metric().get() + "' is already " + shape(owner, rule)
                            + " in rule '" + owner.name() + "' (" + owner.origin() + ")");
                }
            }
        }
        samples.forEach(sample -> owners.putIfAbsent(sample, rule));
    }

    private static boolean sameShape(Rule left, Rule right) {
        return left.kind() == right.kind()
                && left.metricFamily().equals(right.metricFamily())
                && left.labels().keySet().equals(right.labels().keySet())
                && left.buckets().equals(right.buckets());
    }

    private static String shape(Rule owner, Rule other) {
        String kind = "a " + owner.kind().keyword();
        if (owner.kind() != other.kind() || !owner.metricFamily().equals(other.metricFamily())) {
            return kind;
        }
        if (!owner.labels().keySet().equals(other.labels().keySet())) {
            return kind
                    + (owner.labels().isEmpty()
                            ? " without labels"
                            : " with the labels "
                                    + String.join(", ", owner.labels().keySet()));
        }
        return kind
                + (owner.buckets().isEmpty()
                        ? " with the default buckets"
                        : " with the buckets " + plain(owner.buckets()));
    }

    private static String plain(List<Double> buckets) {
        return buckets.toString().replace(".0,", ",").replace(".0]", "]");
    }
}

package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Scrape;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the features earned, and what they gave back of it.
 *
 * @param conversions each counted once
 * @param revenue dollars by feature, refunds not taken off
 * @param refunds dollars by feature
 */
record Earnings(long conversions, SortedMap<String, BigDecimal> revenue, SortedMap<String, BigDecimal> refunds) {

    static final Earnings NONE = new Earnings(0, new TreeMap<>(), new TreeMap<>());

    Earnings {
        revenue = Collections.unmodifiableSortedMap(new TreeMap<>(revenue));
        refunds = Collections.unmodifiableSortedMap(new TreeMap<>(refunds));
    }

    /** What the counters say. */
    static Earnings of(Scrape scrape) {
        return new Earnings(
                Math.round(scrape.sum("phase3_conversions_total")),
                Dollars.by("feature", "phase3_revenue_impact_dollars_total", scrape),
                Dollars.by("feature", "phase3_revenue_refunded_dollars_total", scrape));
    }

    Set<String> features() {
        Set<String> features = new TreeSet<>(revenue.keySet());
        features.addAll(refunds.keySet());
        return features;
    }

    /** Dollars by feature, refunds taken off. */
    SortedMap<String, BigDecimal> net() {
        SortedMap<String, BigDecimal> net = new TreeMap<>(revenue);
        refunds.forEach((feature, refund) -> net.merge(feature, refund.negate(), BigDecimal::add));
        return net;
    }

    /** The same with $0.00 for those of the features that earned nothing, or gave nothing back. */
    Earnings showing(Set<String> features) {
        SortedMap<String, BigDecimal> allRevenue = new TreeMap<>(revenue);
        SortedMap<String, BigDecimal> allRefunds = new TreeMap<>(refunds);
        for (String feature : features) {
            allRevenue.putIfAbsent(feature, Dollars.ZERO);
            allRefunds.putIfAbsent(feature, Dollars.ZERO);
        }
        return new Earnings(conversions, allRevenue, allRefunds);
    }
}

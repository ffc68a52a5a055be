package io.phase3.monitor.prometheus;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A histogram's cumulative buckets, added up over all its label sets, in the unit of its bounds. */
public final class Histogram {

    /** Upper bound to the number of observations at or below it. */
    private final NavigableMap<Double, Double> cumulative;

    private final double count;

    private Histogram(NavigableMap<Double, Double> cumulative, double count) {
        this.cumulative = cumulative;
        this.count = count;
    }

    /** The histogram of this family name (without {@code _bucket}); empty where the scrape does not have it. */
    public static Histogram of(Scrape scrape, String family) {
        NavigableMap<Double, Double> cumulative = new TreeMap<>();
        scrape.named(family + "_bucket")
                .forEach(bucket -> cumulative.merge(bound(bucket.label("le")), bucket.value(), Double::sum));
        return new Histogram(cumulative, scrape.sum(family + "_count"));
    }

    /** How many observations there are. */
    public long count() {
        return Math.round(count);
    }

    /**
     * The {@code q}-quantile as Prometheus' {@code histogram_quantile} estimates it: linear inside the bucket that holds
     * the rank, from 0 in the first one, and the last finite bound for a rank in {@code +Inf}.
     *
     * @param q from 0 to 1
     * @return {@code NaN} without observations or without a {@code +Inf} bucket beside a finite one
     */
    public double quantile(double q) {
        if (cumulative.size() < 2 || !cumulative.lastKey().isInfinite()) {
            return Double.NaN;
        }
        double total = cumulative.lastEntry().getValue();
        if (total == 0) {
            return Double.NaN;
        }
        double rank = q * total;
        double lower = 0;
        double below = 0;
        for (var bucket : cumulative.entrySet()) {
            double upper = bucket.getKey();
            double upTo = bucket.getValue();
            if (Double.isInfinite(upper)) {
                return lower;
            }
            if (upTo >= rank) {
                return upTo == below ? upper : lower + (upper - lower) * (rank - below) / (upTo - below);
            }
            lower = upper;
            below = upTo;
        }
        throw new AssertionError("the +Inf bucket holds every rank");
    }

    private static double bound(String le) {
        return "+Inf".equals(le) ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }
}

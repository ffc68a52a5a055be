package io.phase3.monitor.exposition;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The last good values of all sources, each until it expires.
 *
 * <p>Used by any number of threads: every source publishes on its own, and scrapes read between two publications, never
 * half of one. A scrape asks no source, so none can make it wait.
 *
 * <p>Sources may share a metric, if they agree on what it is and none says what another one says already. What does not fit
 * is left out, and said once: a scrape with a series twice would be refused as a whole by Prometheus.
 */
public final class Exposition {
    private final Clock clock;
    private final Consumer<String> problems;
    private final Map<String, PublishedFamily> families = new TreeMap<>();
    private final Set<String> reported = new HashSet<>();
    private final CollectorRegistry registry = new CollectorRegistry();

    /**
     * @param clock by which values expire
     * @param problems takes a line about values that have to be left out, once for each source and metric
     */
    public Exposition(Clock clock, Consumer<String> problems) {
        this.clock = clock;
        this.problems = problems;
        registry.register(new Families());
    }

    /** The registry to scrape. */
    public CollectorRegistry registry() {
        return registry;
    }

    /**
     * Puts these values in place of all that the source has published before.
     *
     * @param keep how long they are served unless the source publishes again
     */
    public void publish(String source, List<Measurement> values, Duration keep) {
        List<String> lines = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            forget(source, now);
            for (Measurement value : values) {
                add(source, value, now.plus(keep), lines);
            }
        }
        lines.forEach(problems);
    }

    private void forget(String source, Instant now) {
        families.values().forEach(family -> family.forget(source, now));
        families.values().removeIf(PublishedFamily::isEmpty);
    }

    private void add(String source, Measurement value, Instant until, List<String> lines) {
        MetricFamily offered = value.family();
        PublishedFamily family = families.computeIfAbsent(baseName(offered), name -> new PublishedFamily(offered));
        family.add(source, value, until)
                .filter(reason -> reported.add(source + '\n' + offered.name() + '\n' + reason))
                .ifPresent(reason -> lines.add(source + ": values of " + offered.name() + " are left out: " + reason));
    }

    /** A counter and a gauge whose names differ only in {@code _total} would be one family in OpenMetrics. */
    private static String baseName(MetricFamily family) {
        String name = family.name();
        return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    }

    private synchronized List<Collector.MetricFamilySamples> samples() {
        Instant now = clock.instant();
        List<Collector.MetricFamilySamples> all = new ArrayList<>();
        families.values().forEach(family -> family.samples(now).ifPresent(all::add));
        return all;
    }

    /** What a scrape sees. */
    private final class Families extends Collector {
        @Override
        public List<MetricFamilySamples> collect() {
            return samples();
        }
    }
}

package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One metric with a bounded number of label sets, collected by simpleclient's registry.
 *
 * <p>simpleclient's own metrics look their children up by a list of labels and create {@code _created} series; these
 * hand the child out once, so that whoever records holds it, and the hot path is a few adds.
 *
 * @param <C> what counts one label set
 */
public abstract class Family<C> extends Collector implements Collector.Describable {
    /** Stands for all label values past the bound. */
    static final String OTHER = "__other__";

    private static final int LONGEST_VALUE = 256;

    private final String name;
    private final Type type;
    private final String help;
    private final List<String> labelNames;
    private final int maxLabelSets;
    private final Consumer<String> overflow;
    private final Map<List<String>, C> children = new ConcurrentHashMap<>();
    private volatile Runnable refresh = () -> {};

    /**
     * @param name without {@code _total}, which simpleclient adds to counters
     * @param maxLabelSets how many label sets may exist before {@link #OTHER} takes the rest
     * @param overflow told the metric's name each time a label set did not fit
     * @throws IllegalArgumentException if Prometheus could not read the names
     */
    Family(String name, Type type, String help, List<String> labelNames, int maxLabelSets, Consumer<String> overflow) {
        // One name that Prometheus cannot read would make it refuse the whole scrape.
        checkMetricName(name);
        labelNames.forEach(Collector::checkMetricLabelName);
        if (new HashSet<>(labelNames).size() != labelNames.size()) {
            throw new IllegalArgumentException(name + ": a label stands twice in " + labelNames);
        }
        this.name = name;
        this.type = type;
        this.help = help;
        this.labelNames = Collections.unmodifiableList(new ArrayList<>(labelNames));
        this.maxLabelSets = maxLabelSets;
        this.overflow = overflow;
    }

    /** The child of the label values, created if need be, whatever the bound: for values that configuration fixes. */
    public final C child(String... labelValues) {
        if (labelValues.length != labelNames.size()) {
            throw new IllegalArgumentException(name + " has the labels " + labelNames);
        }
        List<String> key = Arrays.asList(labelValues);
        C known = children.get(key);
        // Not computeIfAbsent alone: on Java 8 it locks even if there is nothing to compute (JDK-8161372).
        return known != null ? known : children.computeIfAbsent(key, absent -> newChild());
    }

    /** Takes the child of the label values away: whoever holds it still counts unseen. */
    final void remove(String... labelValues) {
        children.remove(Arrays.asList(labelValues));
    }

    /**
     * Keeps values that the application decides within the bound.
     *
     * @param from the position of the first value that the application decides
     * @param to the position behind the last one
     * @return the given values if they are known or there is room for them; else, and for a value longer than 256
     *     characters, with {@link #OTHER} in their place, so that known ones go on counting and sums stay right
     */
    public final String[] bounded(int from, int to, String... labelValues) {
        if (children.containsKey(Arrays.asList(labelValues))
                || (children.size() < maxLabelSets && areShort(labelValues))) {
            return labelValues;
        }
        overflow.accept(name);
        String[] bounded = labelValues.clone();
        Arrays.fill(bounded, from, to, OTHER);
        return bounded;
    }

    private static boolean areShort(String[] labelValues) {
        for (String value : labelValues) {
            if (value.length() > LONGEST_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** Has whatever nobody reported yet be counted before each scrape. */
    final void beforeCollecting(Runnable counts) {
        refresh = counts;
    }

    /** A child that has counted nothing. */
    abstract C newChild();

    /** Adds the samples that show what the child has counted. */
    abstract void sample(List<String> labelValues, C child, List<MetricFamilySamples.Sample> samples);

    final MetricFamilySamples.Sample sample(String suffix, List<String> labelValues, double value) {
        return new MetricFamilySamples.Sample(name + suffix, labelNames, labelValues, value);
    }

    final List<String> labelNames() {
        return labelNames;
    }

    final String name() {
        return name;
    }

    @Override
    public final List<MetricFamilySamples> collect() {
        refresh.run();
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        children.forEach((labelValues, child) -> sample(labelValues, child, samples));
        return Collections.singletonList(new MetricFamilySamples(name, type, help, samples));
    }

    @Override
    public final List<MetricFamilySamples> describe() {
        return Collections.singletonList(
                new MetricFamilySamples(name, type, help, Collections.<MetricFamilySamples.Sample>emptyList()));
    }
}

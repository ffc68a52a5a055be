package io.phase3.monitor.prometheus;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that an endpoint said at one moment. */
public record Scrape(List<Sample> samples) {

    public Scrape {
        samples = List.copyOf(samples);
    }

    /** Whether any sample's name begins so. */
    public boolean hasNameStartingWith(String prefix) {
        return samples.stream().anyMatch(sample -> sample.name().startsWith(prefix));
    }

    /** The samples of exactly this name, in the order of the scrape. */
    public Stream<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    /** The sum over all samples of this name; 0 where there is none. */
    public double sum(String name) {
        return named(name).mapToDouble(Sample::value).sum();
    }

    /** The sum over all samples of this name for each value of one label; empty where there is no sample. */
    public SortedMap<String, Double> sumBy(String label, String name) {
        SortedMap<String, Double> sums = new TreeMap<>();
        named(name).forEach(sample -> sums.merge(sample.label(label), sample.value(), Double::sum));
        return sums;
    }
}

package io.phase3.monitor.promql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The metrics that may be named: contract-metrics.txt with their labels, and standard-metrics.txt of other producers. */
final class MetricList {
    /** On each scraped series: the first two by Prometheus, the last one by prometheus.yml. */
    private static final Set<String> SCRAPED = Set.of("job", "instance", "host");

    private final Map<String, Metric> contract;
    private final Set<String> standard;

    private MetricList(Map<String, Metric> contract, Set<String> standard) {
        this.contract = contract;
        this.standard = standard;
    }

    /** A line of contract-metrics.txt: a counter, gauge or histogram with the labels that it has of its own. */
    record Metric(String name, String type, String producer, Set<String> labels) {
        private static Metric of(List<String> words) {
            return new Metric(words.get(0), words.get(1), words.get(2), Set.copyOf(words.subList(3, words.size())));
        }

        private boolean hasSeries(String series) {
            return type.equals("histogram")
                    ? Set.of(name + "_bucket", name + "_count", name + "_sum").contains(series)
                    : name.equals(series);
        }
    }

    static MetricList read() throws IOException {
        return new MetricList(
                lines("contract-metrics.txt").stream()
                        .map(Metric::of)
                        .collect(Collectors.toMap(Metric::name, Function.identity())),
                lines("standard-metrics.txt").stream()
                        .map(words -> words.get(0))
                        .collect(Collectors.toSet()));
    }

    private static List<List<String>> lines(String resource) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MetricList.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(List.of(line.split(" +", -1)));
                }
            }
        }
        return lines;
    }

    List<Metric> contract() {
        return List.copyOf(contract.values());
    }

    boolean has(String series) {
        return standard.contains(series) || labelsOf(series).isPresent();
    }

    /** The labels of a series of the contract; empty if it is none of these. */
    Optional<Set<String>> labelsOf(String series) {
        return contract.values().stream()
                .filter(metric -> metric.hasSeries(series))
                .findFirst()
                .map(metric -> {
                    Set<String> labels = new HashSet<>(metric.labels());
                    labels.addAll(SCRAPED);
                    if (series.endsWith("_bucket")) {
                        labels.add("le");
                    }
                    return labels;
                });
    }
}

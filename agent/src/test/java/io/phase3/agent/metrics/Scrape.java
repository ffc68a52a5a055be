package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a scraper would see, by series as it is written: {@code name{label="value",}}. */
final class Scrape {
    private final Map<String, Double> series = new LinkedHashMap<>();

    private Scrape(CollectorRegistry registry) {
        for (Collector.MetricFamilySamples family : Collections.list(registry.metricFamilySamples())) {
            for (Collector.MetricFamilySamples.Sample sample : family.samples) {
                StringBuilder labels = new StringBuilder();
                for (int i = 0; i < sample.labelNames.size(); i++) {
                    labels.append(i == 0 ? "" : ",")
                            .append(sample.labelNames.get(i))
                            .append("=\"")
                            .append(sample.labelValues.get(i))
                            .append('"');
                }
                String name = sample.name + (sample.labelNames.isEmpty() ? "" : "{" + labels + "}");
                if (series.put(name, sample.value) != null) {
                    throw new AssertionError(name + " is there twice");
                }
            }
        }
    }

    static Scrape of(Metrics metrics) {
        return new Scrape(metrics.registry());
    }

    /** As it goes over the wire in one of simpleclient's formats. */
    static String text(Metrics metrics, String contentType) {
        StringWriter text = new StringWriter();
        try {
            TextFormat.writeFormat(contentType, text, metrics.registry().metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The series' value, or null if there is no such series. */
    Double value(String name) {
        return series.get(name);
    }

    /** The values of the given series, in their order. */
    List<Double> values(String... names) {
        return Arrays.stream(names).map(series::get).collect(Collectors.toList());
    }

    /** All series whose name begins so. */
    Map<String, Double> startingWith(String prefix) {
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}

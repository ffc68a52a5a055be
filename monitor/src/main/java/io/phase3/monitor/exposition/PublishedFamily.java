package io.phase3.monitor.exposition;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of one metric, and which source has said each; guarded by its {@link Exposition}. */
final class PublishedFamily {
    private final MetricFamily family;
    private final Map<List<String>, Published> values = new LinkedHashMap<>();

    PublishedFamily(MetricFamily family) {
        this.family = family;
    }

    /** One value, until when it holds, and who says it. */
    private record Published(String source, double value, Instant until) {}

    /** Forgets what this source has said, and what no longer holds. */
    void forget(String source, Instant now) {
        values.values().removeIf(value -> value.source().equals(source) || hasExpired(value, now));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Takes the value, unless it does not fit: then the answer is why, without any value. */
    Optional<String> add(String source, Measurement measurement, Instant until) {
        Optional<String> difference = differenceTo(measurement.family());
        if (difference.isPresent()) {
            return difference;
        }
        Published other =
                values.putIfAbsent(measurement.labelValues(), new Published(source, measurement.value(), until));
        return Optional.ofNullable(other).map(this::alreadySaid);
    }

    private Optional<String> differenceTo(MetricFamily other) {
        if (family.equals(other)) {
            return Optional.empty();
        }
        String owner = values.values().iterator().next().source();
        if (!family.name().equals(other.name())) {
            return Optional.of(owner + " has " + family.name() + " already; give it a name of its own");
        }
        if (family.type() != other.type()) {
            return Optional.of("it is a " + word(other) + " here and a " + word(family) + " of " + owner
                    + "; one metric has one type");
        }
        if (!family.labels().equals(other.labels())) {
            return Optional.of("it has the labels " + other.labels() + " here and " + family.labels() + " of " + owner
                    + "; one metric has the same labels everywhere");
        }
        return Optional.of("its help differs from that of " + owner + "; one metric has one help");
    }

    private static String word(MetricFamily family) {
        return family.type() == MetricFamily.Type.COUNTER ? "counter" : "gauge";
    }

    private String alreadySaid(Published other) {
        String what =
                family.labels().isEmpty() ? "its value" : "a value of the same " + String.join(", ", family.labels());
        return what + " comes from " + other.source() + " already; only one may say it";
    }

    /** The values that still hold; nothing if there are none. */
    Optional<MetricFamilySamples> samples(Instant now) {
        List<Sample> samples = values.entrySet().stream()
                .filter(entry -> !hasExpired(entry.getValue(), now))
                .map(entry -> new Sample(
                        family.name(),
                        family.labels(),
                        entry.getKey(),
                        entry.getValue().value()))
                .toList();
        return samples.isEmpty()
                ? Optional.empty()
                : Optional.of(new MetricFamilySamples(family.name(), type(), family.help(), samples));
    }

    private Collector.Type type() {
        return family.type() == MetricFamily.Type.COUNTER ? Collector.Type.COUNTER : Collector.Type.GAUGE;
    }

    private static boolean hasExpired(Published value, Instant now) {
        return !now.isBefore(value.until());
    }
}

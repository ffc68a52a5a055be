package io.phase3.monitor.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.monitor.exposition.MetricFamily;
import io.phase3.monitor.queries.QueryDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the queries; one with a mistake is told with all its mistakes and left out, so that it does not stop the others. */
final class QueriesReader {
    private static final Set<String> KEYS =
            Set.of("metric", "type", "help", "labels", "value", "sql", "interval", "timeout", "keep", "enabled");
    private static final Map<String, MetricFamily.Type> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("gauge", MetricFamily.Type.GAUGE);
        TYPES.put("counter", MetricFamily.Type.COUNTER);
    }

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String TOTAL = "_total";

    private final Duration interval;
    private final Duration timeout;
    private final Duration keep;
    private final Problems problems;
    private final Map<String, QueryDefinition> firstOfMetric = new LinkedHashMap<>();

    /** @param problems those of queries alone */
    QueriesReader(Section defaults, Problems problems) {
        this.interval = defaults.read("interval", Values::positiveDuration);
        this.timeout = defaults.read("timeout", Values::positiveDuration);
        this.keep = defaults.read("keep", Values::positiveDuration);
        this.problems = problems;
    }

    /** Those that are switched on and without a mistake; those of the jar first, so that they win a quarrel about a metric. */
    List<QueryDefinition> read(Section queries) {
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(Values.entries(queries.values()));
        entries.sort(Comparator.comparing(entry -> !queries.defaults().containsKey(entry.getKey())));
        List<QueryDefinition> read = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : entries) {
            new One(entry.getKey(), entry.getValue()).read().ifPresent(read::add);
        }
        return read;
    }

    /** One query being read; remembers whether anything was wrong with it. */
    private final class One {
        private final String name;
        private final ConfigValue value;
        private boolean valid = true;

        One(String name, ConfigValue value) {
            this.name = name;
            this.value = value;
        }

        Optional<QueryDefinition> read() {
            if (!(value instanceof ConfigObject values) || !Values.isResolved(value)) {
                wrong(value, "must be an object { metric = …, sql = … }");
                return Optional.empty();
            }
            if (!key(values, "enabled", Values::condition).orElse(true)) {
                return Optional.empty();
            }
            reportUnknownKeys(values);
            QueryDefinition definition = definition(values);
            if (valid) {
                checkFamily(values, definition);
            }
            return valid ? Optional.of(definition) : Optional.empty();
        }

        private QueryDefinition definition(ConfigObject values) {
            MetricFamily.Type type = key(values, "type", Values.oneOf(TYPES)).orElse(MetricFamily.Type.GAUGE);
            String metric = needed(values, "metric", it -> metric(it, type), "the metric's name");
            String help = needed(values, "help", QueriesReader::notEmpty, "a sentence about the metric");
            List<String> labels = key(values, "labels", QueriesReader::labels).orElse(List.of());
            Duration every = key(values, "interval", Values::positiveDuration).orElse(interval);
            Duration limit = key(values, "timeout", Values::positiveDuration).orElse(min(timeout, every));
            if (limit.compareTo(every) > 0) {
                wrong(values.get("timeout"), "timeout: must be at most the interval");
            }
            return new QueryDefinition(
                    name,
                    Place.of(value).toString(),
                    needed(values, "sql", QueriesReader::notEmpty, "what PostgreSQL is asked"),
                    new MetricFamily(metric, type, help, labels),
                    key(values, "value", QueriesReader::notEmpty).orElse("value"),
                    every,
                    limit,
                    key(values, "keep", Values::positiveDuration).orElse(keep));
        }

        /** Queries may share a metric, but what it is they have to agree upon. */
        private void checkFamily(ConfigObject values, QueryDefinition definition) {
            QueryDefinition first =
                    firstOfMetric.putIfAbsent(definition.family().name(), definition);
            if (first != null && !first.family().equals(definition.family())) {
                wrong(
                        values.get("metric"),
                        "metric: query '" + first.name() + "' has "
                                + definition.family().name() + " too, with another type, help or labels");
            }
        }

        private void reportUnknownKeys(ConfigObject values) {
            for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
                if (!KEYS.contains(entry.getKey())) {
                    wrong(
                            entry.getValue(),
                            "unknown key '" + entry.getKey() + "'" + Suggestion.didYouMean(entry.getKey(), KEYS));
                }
            }
        }

        private String needed(ConfigObject values, String key, Function<ConfigValue, String> reading, String what) {
            if (!Values.isPresent(values.get(key))) {
                wrong(value, "needs " + key + ", " + what);
            }
            return key(values, key, reading).orElse("");
        }

        private <T> Optional<T> key(ConfigObject values, String key, Function<ConfigValue, T> reading) {
            ConfigValue given = values.get(key);
            if (Values.isPresent(given)) {
                try {
                    return Optional.of(reading.apply(given));
                } catch (WrongValueException e) {
                    wrong(given, key + ": " + e.getMessage());
                }
            }
            return Optional.empty();
        }

        private void wrong(ConfigValue where, String message) {
            valid = false;
            problems.add(where, "query '" + name + "': " + message);
        }
    }

    private static String metric(ConfigValue value, MetricFamily.Type type) {
        String metric = Values.text(value);
        if (!METRIC.matcher(metric).matches()) {
            throw new WrongValueException(
                    "must be a metric's name such as phase3_nps_score, not " + Values.describe(value));
        }
        if (type == MetricFamily.Type.COUNTER != metric.endsWith(TOTAL)) {
            throw new WrongValueException(
                    type == MetricFamily.Type.COUNTER
                            ? "must end with _total, because its type is counter"
                            : "must not end with _total, unless its type is counter");
        }
        return metric;
    }

    private static List<String> labels(ConfigValue value) {
        List<String> labels = Values.list(value).stream().map(Values::text).toList();
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new WrongValueException("must be names of letters, digits and '_', not '" + label + "'");
            }
        }
        if (Set.copyOf(labels).size() < labels.size()) {
            throw new WrongValueException("must name each column once");
        }
        return labels;
    }

    private static String notEmpty(ConfigValue value) {
        String text = Values.text(value).strip();
        if (text.isEmpty()) {
            throw new WrongValueException("must not be empty");
        }
        return text;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

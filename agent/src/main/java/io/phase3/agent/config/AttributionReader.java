package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.config.Attribution.Model;
import io.phase3.agent.config.Attribution.TouchStore;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads how revenue is attributed. */
final class AttributionReader {
    private static final Map<String, Model> MODELS = new LinkedHashMap<>();
    private static final Map<String, TouchStore> STORES = new LinkedHashMap<>();

    static {
        for (Model model : Model.values()) {
            MODELS.put(model.keyword(), model);
        }
        for (TouchStore store : TouchStore.values()) {
            STORES.put(store.keyword(), store);
        }
    }

    /** What a weight may be: any sum of them is then exact and short. */
    private static final BigDecimal LARGEST_WEIGHT = new BigDecimal(1_000_000);

    private static final int MOST_DECIMALS = 12;

    private static final int SHORTEST_LEAD_KEY = 16;

    private final Section section;

    AttributionReader(Section root) {
        this.section = root.section("attribution");
    }

    Attribution read() {
        Model model = section.read("model", Values.oneOf(MODELS));
        Section touches = section.section("touches");
        return new Attribution(
                model,
                weights(model),
                section.read("half-life", Values::positiveDuration),
                section.read("lookback", Values::positiveDuration),
                ExchangeRates.read(section.openSection("exchange-rates")),
                section.readOptional("lead-key", AttributionReader::leadKey),
                touches.read("store", Values.oneOf(STORES)),
                RedisSettings.read(touches.section("redis")),
                journal(section.section("journal")));
    }

    private static Attribution.Journal journal(Section section) {
        return new Attribution.Journal(
                section.read("directory", AttributionReader::directory),
                section.read("sync-interval", Values::shortDuration),
                section.read("sync-entries", Values::positiveInteger),
                section.read("max-size", Values::bytes),
                section.read("retention", Values::positiveDuration),
                stream(section.section("stream")));
    }

    private static Attribution.Stream stream(Section section) {
        return new Attribution.Stream(
                section.read("enabled", Values::condition), section.read("max-length", Values::positiveInteger));
    }

    /** Never shown, not even its length. */
    private static String leadKey(ConfigValue value) {
        String key = Values.text(value);
        if (!key.isEmpty() && key.trim().length() < SHORTEST_LEAD_KEY) {
            throw new WrongValueException("must be a secret of at least " + SHORTEST_LEAD_KEY
                    + " characters, such as openssl rand -hex 32 makes");
        }
        return key;
    }

    private Map<String, BigDecimal> weights(Model model) {
        Section weights = section.openSection("weights");
        Map<String, BigDecimal> chosen = read(weights, withoutReplacedDefaults(weights));
        BigDecimal sum = chosen.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (model == Model.WEIGHTS && sum.compareTo(BigDecimal.ONE) > 0) {
            weights.problems()
                    .add(
                            section.values().get("weights"),
                            section.path("weights") + ": add up to " + sum.toPlainString()
                                    + ", more than the whole; using the defaults – model = weights-normalised takes"
                                    + " any sum");
            return read(weights, weights.defaults());
        }
        return chosen;
    }

    /** Weights of a file are a list of their own; an override from elsewhere changes single entries of whatever list there is. */
    private static ConfigObject withoutReplacedDefaults(Section weights) {
        ConfigObject values = weights.values();
        if (values.values().stream().anyMatch(value -> Place.of(value).line() > 0 && !isDefault(value))) {
            for (String feature : weights.defaults().keySet()) {
                if (isDefault(values.get(feature))) {
                    values = values.withoutKey(feature);
                }
            }
        }
        return values;
    }

    private static boolean isDefault(ConfigValue value) {
        return Place.isIn(ConfigLoader.REFERENCE, value);
    }

    private static Map<String, BigDecimal> read(Section weights, ConfigObject values) {
        Map<String, BigDecimal> read = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            try {
                read.put(Values.plainName(entry.getKey()), weight(entry.getValue()));
            } catch (WrongValueException e) {
                weights.problems()
                        .add(
                                entry.getValue(),
                                weights.path(entry.getKey()) + ": " + e.getMessage() + "; the feature earns nothing");
            }
        }
        return read;
    }

    private static BigDecimal weight(ConfigValue value) {
        BigDecimal weight = Values.number(value);
        if (weight.signum() < 0 || weight.compareTo(LARGEST_WEIGHT) > 0 || weight.scale() > MOST_DECIMALS) {
            throw new WrongValueException(
                    "must be a number from 0 to 1000000 with at most 12 decimals, not " + Values.describe(value));
        }
        return weight;
    }

    private static String directory(ConfigValue value) {
        String directory = Values.text(value);
        if (directory.isEmpty()) {
            throw new WrongValueException("must be the path of a directory");
        }
        return directory;
    }
}

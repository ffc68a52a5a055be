package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads what language models cost: a wrong entry is a problem for each of its mistakes, and sets no price. */
final class LlmPricesReader {
    private static final String MODELS = "models";
    private static final String PRICES = "prices";
    private static final String FROM = "from";
    private static final String BATCH = "batch";
    private static final String LONG_CONTEXT = "long-context";
    private static final String ABOVE = "above";
    private static final String SOURCE = "source";
    private static final String CHECKED = "checked";

    private static final Map<String, TokenType> TYPES = new LinkedHashMap<>();

    static {
        for (TokenType type : TokenType.values()) {
            TYPES.put(type.label().replace('_', '-'), type);
        }
    }

    /** What a million tokens may cost: sums over any number of calls are then exact and short. */
    private static final BigDecimal LARGEST = new BigDecimal(1_000_000);

    private static final int MOST_DECIMALS = 12;

    private final String path;
    private final Problems problems;
    private final List<LlmPrices.Entry> read = new ArrayList<>();
    private boolean valid;

    private LlmPricesReader(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    static LlmPrices read(Section section) {
        List<LlmPrices.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : Values.entries(section.values())) {
            LlmPricesReader reader = new LlmPricesReader(section.path(entry.getKey()), section.problems());
            entries.addAll(reader.entries(entry.getKey(), entry.getValue()));
        }
        return new LlmPrices(entries);
    }

    /** An entry for each pattern; none if anything is wrong. */
    private List<LlmPrices.Entry> entries(String name, ConfigValue value) {
        valid = true;
        attempt("", value, it -> read(name, Values.object(it)));
        if (!valid) {
            read.clear();
        }
        return read;
    }

    private void read(String name, ConfigObject values) {
        reportUnknownKeys("", values, MODELS, PRICES);
        List<ModelPattern> models = new ArrayList<>();
        NavigableMap<LocalDate, LlmPrice> prices = new TreeMap<>();
        require("", values, MODELS, "a list of model names such as [\"claude-sonnet-4-5*\"]", value -> {
            for (ConfigValue model : Values.list(value)) {
                attempt(MODELS, model, it -> models.add(model(it)));
            }
        });
        require("", values, PRICES, "a list such as [{ from = \"2025-09-29\", input = 3, output = 15 }]", value -> {
            List<ConfigValue> elements = elements(value);
            for (int i = 0; i < elements.size(); i++) {
                String where = PRICES + "[" + i + "]";
                attempt(where, elements.get(i), it -> readPrice(where, Values.object(it), prices));
            }
        });
        models.forEach(pattern -> read.add(new LlmPrices.Entry(name, pattern, prices)));
    }

    private static ModelPattern model(ConfigValue value) {
        String text = Values.text(value);
        if (text.isEmpty()) {
            throw new WrongValueException("must be a model's name, with * for anything");
        }
        return new ModelPattern(text);
    }

    private static List<ConfigValue> elements(ConfigValue prices) {
        return prices instanceof ConfigObject ? Arrays.asList(prices) : Values.list(prices);
    }

    private void readPrice(String where, ConfigObject values, NavigableMap<LocalDate, LlmPrice> prices) {
        reportUnknownKeys(where, values, keys(FROM, BATCH, LONG_CONTEXT, SOURCE, CHECKED));
        LocalDate[] from = {LocalDate.MIN};
        require(where, values, FROM, "the first day on which it holds, such as \"2025-09-29\"", value -> {
            from[0] = date(value);
            if (prices.containsKey(from[0])) {
                throw new WrongValueException("stands twice: " + Values.describe(value));
            }
        });
        BigDecimal[] batch = {BigDecimal.ONE};
        ifPresent(where, values, BATCH, value -> batch[0] = factor(value));
        ifPresent(where, values, SOURCE, Values::text);
        ifPresent(where, values, CHECKED, LlmPricesReader::date);
        Map<TokenType, BigDecimal> longContext = new EnumMap<>(TokenType.class);
        long[] above = {Long.MAX_VALUE};
        ifPresent(where, values, LONG_CONTEXT, value -> {
            String inside = where + "." + LONG_CONTEXT;
            ConfigObject limited = Values.object(value);
            reportUnknownKeys(inside, limited, keys(ABOVE));
            require(
                    inside,
                    limited,
                    ABOVE,
                    "the tokens of a prompt above which these prices hold",
                    it -> above[0] = Values.positiveInteger(it));
            longContext.putAll(perMillion(inside, limited));
        });
        prices.put(from[0], new LlmPrice(perMillion(where, values), longContext, above[0], batch[0]));
    }

    private Map<TokenType, BigDecimal> perMillion(String where, ConfigObject values) {
        Map<TokenType, BigDecimal> prices = new EnumMap<>(TokenType.class);
        TYPES.forEach((key, type) -> ifPresent(where, values, key, value -> prices.put(type, dollars(value))));
        return prices;
    }

    private static BigDecimal dollars(ConfigValue value) {
        BigDecimal dollars = Values.number(value);
        if (dollars.signum() < 0 || dollars.compareTo(LARGEST) > 0 || dollars.scale() > MOST_DECIMALS) {
            throw new WrongValueException("must be what a million tokens cost in dollars, a number from 0 to "
                    + LARGEST.toPlainString() + " with at most " + MOST_DECIMALS + " decimals, not "
                    + Values.describe(value));
        }
        return dollars;
    }

    private static BigDecimal factor(ConfigValue value) {
        BigDecimal factor = Values.number(value);
        if (factor.signum() < 0 || factor.compareTo(BigDecimal.ONE) > 0 || factor.scale() > MOST_DECIMALS) {
            throw new WrongValueException(
                    "must be what a call of a batch costs of the price, a number from 0 to 1 such as 0.5, not "
                            + Values.describe(value));
        }
        return factor;
    }

    private static LocalDate date(ConfigValue value) {
        try {
            return LocalDate.parse(Values.text(value));
        } catch (DateTimeException e) {
            throw new WrongValueException("must be a day such as \"2025-09-29\", not " + Values.describe(value));
        }
    }

    private static String[] keys(String... others) {
        List<String> keys = new ArrayList<>(TYPES.keySet());
        keys.addAll(Arrays.asList(others));
        return keys.toArray(new String[0]);
    }

    /** A price that nobody reads is no price: unlike elsewhere, an unknown key is more than a remark. */
    private void reportUnknownKeys(String where, ConfigObject values, String... known) {
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            String key = entry.getKey();
            if (!Arrays.asList(known).contains(key)) {
                String dotted = where.isEmpty() && entry.getValue() instanceof ConfigObject
                        ? "; a name with a dot stands in quotes, such as \"gpt-4.1\""
                        : Suggestion.didYouMean(key, Arrays.asList(known));
                report(where, entry.getValue(), "unknown key '" + key + "'" + dotted);
            }
        }
    }

    private void require(String where, ConfigObject values, String key, String what, Consumer<ConfigValue> reading) {
        if (Values.isPresent(values.get(key))) {
            attempt(where.isEmpty() ? key : where + "." + key, values.get(key), reading);
        } else {
            report(where, values, "needs " + key + ", " + what);
        }
    }

    private void ifPresent(String where, ConfigObject values, String key, Consumer<ConfigValue> reading) {
        if (Values.isPresent(values.get(key))) {
            attempt(where + "." + key, values.get(key), reading);
        }
    }

    private void attempt(String where, ConfigValue value, Consumer<ConfigValue> reading) {
        try {
            reading.accept(value);
        } catch (WrongValueException e) {
            report(where, value, e.getMessage());
        }
    }

    private void report(String where, ConfigValue value, String message) {
        valid = false;
        String inside = where.isEmpty() ? "" : "." + where;
        problems.add(value, path + inside + ": " + message + "; this entry sets no price");
    }
}

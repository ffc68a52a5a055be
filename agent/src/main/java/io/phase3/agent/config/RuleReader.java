package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.agent.pattern.PatternException;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads one rule, and reports everything that is wrong with it. */
final class RuleReader {
    private static final String NO_METHODS = "name at least one, such as [\"com.acme.Leads.update(..)\"]";

    private final String name;
    private final ConfigObject values;
    private final Set<String> currencies;
    private final Problems problems;
    private final Rule.Builder builder;
    private boolean valid = true;

    RuleReader(String name, ConfigObject values, Set<String> currencies, Problems problems) {
        this(name, values, Rule.named(name, Place.of(values).toString()), currencies, problems);
    }

    private RuleReader(
            String name, ConfigObject values, Rule.Builder builder, Set<String> currencies, Problems problems) {
        this.name = name;
        this.values = values;
        this.currencies = currencies;
        this.problems = problems;
        this.builder = builder;
    }

    /**
     * The reader of a built-in rule.
     *
     * @param values what it says with the user's changes
     * @param builtIn what the agent brings along
     */
    static RuleReader ofBuiltIn(
            String name, ConfigObject values, ConfigValue builtIn, Set<String> currencies, Problems problems) {
        Optional<ConfigValue> amendment = Values.entries(values).stream()
                .filter(entry -> !Place.isIn(ConfigLoader.FRAMEWORKS, entry.getValue()))
                .filter(entry -> readsCall(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        Rule.Builder builder = Rule.named(
                        name, Place.of(amendment.orElse(builtIn)).toString())
                .builtIn(true)
                .amended(amendment.isPresent());
        return new RuleReader(name, values, builder, currencies, problems);
    }

    private static boolean readsCall(String key) {
        RuleKey known = RuleKey.byKey().get(key);
        return known != null && known.isExpression();
    }

    /** Whether the rule is switched on; true if that cannot be told, which is then a problem. */
    boolean enabled() {
        ConfigValue value = values.get(RuleKey.ENABLED.key());
        boolean[] enabled = {true};
        if (Values.isPresent(value)) {
            attempt(RuleKey.ENABLED.key(), value, it -> enabled[0] = Values.condition(it));
        }
        return enabled[0];
    }

    /** The rule; empty if anything is wrong with it. */
    Optional<Rule> read() {
        Optional<Kind> kind = kind();
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            RuleKey key = RuleKey.byKey().get(entry.getKey());
            if (key == null) {
                report(
                        entry.getValue(),
                        "unknown key '" + entry.getKey() + "'"
                                + Suggestion.didYouMean(
                                        entry.getKey(), RuleKey.byKey().keySet()));
            } else if (kind.isPresent() && !key.fits(kind.get())) {
                reject(entry.getValue(), key.key() + ": makes no sense here: " + misfit(key, kind.get()));
            } else {
                attempt(key.key(), entry.getValue(), value -> readKey(key, value));
            }
        }
        requireKeys(kind);
        return valid ? Optional.of(builder.build()) : Optional.empty();
    }

    /** What the rule measures, with the default if it does not say; empty if it says nonsense. */
    private Optional<Kind> kind() {
        ConfigValue value = values.get(RuleKey.KIND.key());
        Kind[] kind = {Values.isPresent(value) ? null : Kind.TIMED};
        if (kind[0] == null) {
            attempt(
                    RuleKey.KIND.key(),
                    value,
                    it -> kind[0] = Values.oneOf(Kind.byKeyword()).apply(it));
            builder.kind(kind[0]);
        }
        return Optional.ofNullable(kind[0]);
    }

    private String misfit(RuleKey key, Kind kind) {
        String actual = Values.isPresent(values.get(RuleKey.KIND.key()))
                ? "this rule's kind is " + kind.keyword()
                : "this rule has no kind";
        return "it belongs to " + key.kinds() + ", and " + actual;
    }

    private void readKey(RuleKey key, ConfigValue value) {
        switch (key) {
            case ENABLED:
            case KIND:
                break;
            case METHODS:
                readPatterns(key, value, builder::method);
                break;
            case EXCLUDE:
                readPatterns(key, value, builder::exclude);
                break;
            case FEATURE:
                builder.feature(Values.plainName(value));
                break;
            case API:
                builder.api(Values.plainName(value));
                break;
            case METRIC:
                builder.metric(MetricName.check(Values.text(value)));
                break;
            case HELP:
                builder.help(Values.text(value));
                break;
            case GROUP:
                builder.group(Values.plainName(value));
                break;
            case EACH:
                builder.each(Values.condition(value));
                break;
            case BUCKETS:
                readBuckets(value);
                break;
            case LABELS:
                readLabels(Values.object(value));
                break;
            case CURRENCY:
                readCurrency(value);
                break;
            default:
                builder.expression(Attribute.valueOf(key.name()), expression(value));
                break;
        }
    }

    private void readPatterns(RuleKey key, ConfigValue value, Consumer<MethodPattern> add) {
        List<ConfigValue> elements = Values.list(value);
        if (elements.isEmpty() && key == RuleKey.METHODS) {
            throw new WrongValueException("is empty: " + NO_METHODS);
        }
        for (int i = 0; i < elements.size(); i++) {
            String path = elements == value ? key.key() + "[" + i + "]" : key.key();
            attempt(path, elements.get(i), element -> add.accept(MethodPattern.parse(Values.text(element))));
        }
    }

    private void readLabels(ConfigObject labels) {
        for (Map.Entry<String, ConfigValue> label : Values.entries(labels)) {
            attempt(RuleKey.LABELS.key(), label.getValue(), value -> MetricName.checkLabel(label.getKey()));
            attempt(
                    RuleKey.LABELS.key() + "." + label.getKey(),
                    label.getValue(),
                    value -> builder.label(label.getKey(), expression(value)));
        }
    }

    private void readBuckets(ConfigValue value) {
        List<ConfigValue> elements = Buckets.elements(value);
        Buckets buckets = new Buckets();
        for (int i = 0; i < elements.size(); i++) {
            attempt(
                    RuleKey.BUCKETS.key() + "[" + i + "]",
                    elements.get(i),
                    element -> builder.bucket(buckets.next(element)));
        }
    }

    private void readCurrency(ConfigValue value) {
        Expression currency = expression(value);
        builder.expression(Attribute.CURRENCY, currency);
        currency.literalText()
                .filter(code -> !code.equals(ExchangeRates.DOLLARS) && !currencies.contains(code))
                .ifPresent(code -> report(
                        value,
                        RuleKey.CURRENCY.key() + ": '" + code + "' has no rate in attribution.exchange-rates: each of"
                                + " these amounts will be rejected"));
    }

    private static Expression expression(ConfigValue value) {
        return Expression.parse(Values.text(value));
    }

    private void requireKeys(Optional<Kind> kind) {
        if (!Values.isPresent(values.get(RuleKey.METHODS.key()))) {
            reject(values, "has no methods: " + NO_METHODS);
        }
        if (!kind.isPresent()) {
            return;
        }
        String word = kind.get().keyword();
        if (kind.get().isOwnMetric() && !Values.isPresent(values.get(RuleKey.METRIC.key()))) {
            reject(values, "a " + word + " needs metric, the name of the metric");
        }
        if (kind.get().isConnection() && !Values.isPresent(values.get(RuleKey.CONNECTION.key()))) {
            reject(values, "the kind " + word + " needs connection, the expression of the connection's object");
        }
        if (kind.get() == Kind.GAUGE && !Values.isPresent(values.get(RuleKey.VALUE.key()))) {
            reject(values, "a gauge needs value, the expression of what it shows");
        }
    }

    private void attempt(String path, ConfigValue value, Consumer<ConfigValue> reading) {
        try {
            reading.accept(value);
        } catch (WrongValueException | ExpressionException | PatternException e) {
            reject(value, path + ": " + e.getMessage());
        }
    }

    /** Switches the rule off. */
    void reject(ConfigValue value, String message) {
        report(value, message);
        valid = false;
    }

    private void report(ConfigValue value, String message) {
        problems.add(value, "rule '" + name + "': " + message);
    }
}

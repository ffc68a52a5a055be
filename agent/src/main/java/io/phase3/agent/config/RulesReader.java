package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all rules: each stands or falls alone. */
final class RulesReader {
    private final ConfigObject builtIn;
    private final boolean useBuiltIn;
    private final Set<String> currencies;
    private final Problems problems;
    private final MetricFamilies families = new MetricFamilies();
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    /**
     * @param values all rules, those that the agent brings along with the user's changes
     * @param builtIn the rules that the agent brings along, as they are
     * @param useBuiltIn whether the user wants them
     * @param currencies those that have an exchange rate
     */
    RulesReader(
            ConfigObject values, ConfigObject builtIn, boolean useBuiltIn, Set<String> currencies, Problems problems) {
        this.builtIn = builtIn;
        this.useBuiltIn = useBuiltIn;
        this.currencies = currencies;
        this.problems = problems;
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            read(entry.getKey(), entry.getValue());
        }
    }

    /** The rules that are switched on and free of errors. */
    List<Rule> rules() {
        return rules;
    }

    /** The names of the rules that an error has switched off. */
    List<String> invalid() {
        return invalid;
    }

    private void read(String name, ConfigValue value) {
        Optional<Rule> rule;
        try {
            ConfigObject values = Values.object(value);
            if (!useBuiltIn && builtIn.containsKey(name)) {
                values = withoutBuiltIn(values);
                if (!values.containsKey(RuleKey.METHODS.key())) {
                    // No rule of the user's own, only what they once changed of a built-in one.
                    return;
                }
            }
            RuleReader reader = readerOf(name, values);
            if (!reader.enabled()) {
                return;
            }
            rule = reader.read().filter(read -> hasFamily(read, (ConfigObject) value));
        } catch (WrongValueException e) {
            problems.add(value, "rule '" + name + "': " + e.getMessage());
            rule = Optional.empty();
        }
        if (rule.isPresent()) {
            rules.add(rule.get());
        } else {
            invalid.add(name);
        }
    }

    /** A rule of the user's own may happen to have the name of a built-in one, whose methods it then replaces. */
    private RuleReader readerOf(String name, ConfigObject values) {
        return builtIn.containsKey(name) && isBuiltIn(values.get(RuleKey.METHODS.key()))
                ? RuleReader.ofBuiltIn(name, values, builtIn.get(name), currencies, problems)
                : new RuleReader(name, values, currencies, problems);
    }

    private static ConfigObject withoutBuiltIn(ConfigObject values) {
        ConfigObject own = values;
        for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
            own = isBuiltIn(entry.getValue()) ? own.withoutKey(entry.getKey()) : own;
        }
        return own;
    }

    private static boolean isBuiltIn(ConfigValue value) {
        return value != null && Place.isIn(ConfigLoader.FRAMEWORKS, value);
    }

    private boolean hasFamily(Rule rule, ConfigObject values) {
        if (!rule.kind().isOwnMetric()) {
            return true;
        }
        try {
            families.take(rule);
            return true;
        } catch (WrongValueException e) {
            problems.add(values.get(RuleKey.METRIC.key()), "rule '" + rule.name() + "': metric: " + e.getMessage());
            return false;
        }
    }
}

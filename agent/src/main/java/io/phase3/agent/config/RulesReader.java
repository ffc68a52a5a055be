package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all rules: each stands or falls alone. */
final class RulesReader {
    private final Set<String> builtIn;
    private final Set<String> currencies;
    private final Problems problems;
    private final MetricFamilies families = new MetricFamilies();
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    /**
     * @param builtIn the names of the rules that the agent brings along
     * @param currencies those that have an exchange rate
     */
    RulesReader(ConfigObject values, Set<String> builtIn, Set<String> currencies, Problems problems) {
        this.builtIn = builtIn;
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
            RuleReader reader =
                    new RuleReader(name, Values.object(value), builtIn.contains(name), currencies, problems);
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

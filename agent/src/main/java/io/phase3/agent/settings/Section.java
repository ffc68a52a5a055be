package io.phase3.agent.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One object of settings that all have defaults: a wrong value is a problem, and the default stands. */
public final class Section {
    private final String path;
    private final ConfigObject values;
    private final ConfigObject defaults;
    private final Problems problems;
    private final boolean forgiving;

    private Section(String path, ConfigObject values, ConfigObject defaults, Problems problems, boolean forgiving) {
        this.path = path;
        this.values = values;
        this.defaults = defaults;
        this.problems = problems;
        this.forgiving = forgiving;
    }

    /** For a program that goes on with the default, and says so. */
    public static Section root(ConfigObject values, ConfigObject defaults, Problems problems) {
        return new Section("", values, defaults, problems, true);
    }

    /** For a program that does not start with any problem, so that it is idle to say what would be used instead. */
    public static Section strictRoot(ConfigObject values, ConfigObject defaults, Problems problems) {
        return new Section("", values, defaults, problems, false);
    }

    /** The section under the key, with the keys that it may have. */
    public Section section(String key) {
        Section open = openSection(key);
        open.reportUnknownKeys();
        return open;
    }

    /** The section under the key, which may have any keys. */
    public Section openSection(String key) {
        return new Section(path(key), read(key, Values::object), (ConfigObject) defaults.get(key), problems, forgiving);
    }

    /** The text under the key; empty if there is none. */
    public Optional<String> readOptional(String key, Function<ConfigValue, String> reading) {
        return Optional.of(read(key, reading)).filter(text -> !text.isEmpty());
    }

    /** The value under the key; the default if it is wrong or missing. */
    public <T> T read(String key, Function<ConfigValue, T> reading) {
        ConfigValue value = values.get(key);
        ConfigValue byDefault = defaults.get(key);
        if (Values.isPresent(value)) {
            try {
                return reading.apply(value);
            } catch (WrongValueException e) {
                problems.add(value, path(key) + ": " + e.getMessage() + (forgiving ? using(byDefault) : ""));
            }
        }
        return reading.apply(byDefault);
    }

    public void reportUnknownKeys() {
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            String key = entry.getKey();
            if (!defaults.containsKey(key)) {
                String where = path.isEmpty() ? "" : path + ": ";
                problems.add(
                        entry.getValue(),
                        where + "unknown key '" + key + "'" + Suggestion.didYouMean(key, defaults.keySet()));
            }
        }
    }

    public ConfigObject values() {
        return values;
    }

    public ConfigObject defaults() {
        return defaults;
    }

    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public Problems problems() {
        return problems;
    }

    private static String using(ConfigValue byDefault) {
        if (byDefault instanceof ConfigObject) {
            return "; using the defaults";
        }
        String text = Values.text(byDefault);
        return "; using " + (text.isEmpty() ? "none" : text);
    }
}

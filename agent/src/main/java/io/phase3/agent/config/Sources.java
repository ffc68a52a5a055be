package io.phase3.agent.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Lays the sources of configuration over each other: agent argument, system properties, environment, file, defaults. */
final class Sources {
    static final String ROOT = "phase3";

    private static final String PREFIX = ROOT + ".";

    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final ConfigObject reference;
    private final Problems problems;
    private ConfigObject argumentLayer;
    private ConfigObject environmentLayer = emptyObject();
    private ConfigObject fileLayer;

    Sources(
            ConfigObject argument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            ConfigObject file,
            ConfigObject reference,
            Problems problems) {
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.reference = reference;
        this.problems = problems;
        this.argumentLayer = argument;
        this.fileLayer = file;
    }

    /** All settings below {@code phase3}, merged and resolved; single ones may still refer to something that is set nowhere. */
    ConfigObject merge() {
        ConfigObject settings = mergeOrDrop();
        if (EnvironmentNames.mayOverride(environment)) {
            environmentLayer = new EnvironmentNames(settings).layer(environment, problems);
            settings = mergeOrDrop();
        }
        return settings;
    }

    /** Leaves out the file, or the agent argument, that makes merging impossible. */
    private ConfigObject mergeOrDrop() {
        while (true) {
            try {
                ConfigObject merged = argumentLayer
                        .withFallback(systemPropertyLayer())
                        .withFallback(environmentLayer)
                        .withFallback(fileLayer)
                        .withFallback(reference);
                return root(resolve(merged));
            } catch (ConfigException e) {
                drop(e.origin() == null ? new Place(ROOT, 0) : Place.of(e.origin()), ConfigText.messageOf(e));
            } catch (StackOverflowError e) {
                drop(new Place(ROOT, 0), "the configuration is nested too deeply");
            }
        }
    }

    private ConfigObject root(ConfigObject merged) {
        ConfigValue root = merged.get(ROOT);
        try {
            return Values.object(root);
        } catch (WrongValueException e) {
            throw new ConfigException.BadValue(root.origin(), ROOT, e.getMessage(), e);
        }
    }

    private void drop(Place place, String message) {
        problems.add(place, message);
        if (fileLayer.isEmpty() || place.source().equals(Place.AGENT_ARGUMENT)) {
            if (argumentLayer.isEmpty()) {
                throw new IllegalStateException(message);
            }
            argumentLayer = emptyObject();
        } else {
            fileLayer = emptyObject();
        }
    }

    /** Substitutions see the configuration first, then system properties, then the environment, as HOCON has it. */
    private ConfigObject resolve(ConfigObject merged) {
        if (merged.toConfig().isResolved()) {
            return merged;
        }
        Properties properties = new Properties();
        systemProperties.forEach((name, value) -> {
            if (!isOurs(name)) {
                properties.setProperty(name, value);
            }
        });
        Map<String, ConfigValue> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (!name.equals(ROOT)) {
                variables.put(name, ConfigValueFactory.fromAnyRef(value, "environment variable " + name));
            }
        });
        return merged.withFallback(ConfigFactory.parseProperties(properties))
                .withFallback(ConfigValueFactory.fromMap(variables))
                .toConfig()
                .resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true))
                .root();
    }

    private ConfigObject systemPropertyLayer() {
        ConfigObject layer = emptyObject();
        for (Map.Entry<String, String> property : new TreeMap<>(systemProperties).entrySet()) {
            String name = property.getKey();
            if (name.startsWith(PREFIX) && !name.equals(ConfigFile.PROPERTY)) {
                ConfigObject single = nested(name.split("\\.", -1), property.getValue(), "system property " + name);
                layer = single.withFallback(layer);
            }
        }
        return layer;
    }

    private static boolean isOurs(String property) {
        return property.equals(ROOT) || property.startsWith(PREFIX);
    }

    static ConfigObject emptyObject() {
        return ConfigValueFactory.fromMap(Collections.emptyMap());
    }

    /** One setting as an object: {@code {phase3: {exporter: {port: …}}}}. */
    static ConfigObject nested(String[] path, String text, String origin) {
        ConfigValue value = ConfigValueFactory.fromAnyRef(text, origin);
        for (int i = path.length - 1; i >= 0; i--) {
            value = ConfigValueFactory.fromMap(Collections.singletonMap(path[i], value), origin);
        }
        return (ConfigObject) value;
    }
}

package io.phase3.monitor.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.OpenFiles;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lays the user's file over the queries and the settings that the jar brings along. */
final class ConfigSources {
    static final String REFERENCE = "exporter-reference.conf";

    private static final String QUERIES = "queries.conf";
    private static final String ROOT = "exporter";

    private final Map<String, String> environment;
    private final Problems problems;
    private final ConfigObject defaults;

    ConfigSources(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
        this.defaults = ConfigText.ofOwnResource(QUERIES).withFallback(ConfigText.ofOwnResource(REFERENCE));
    }

    /** What holds if the user's file says nothing. */
    ConfigObject defaults() {
        return (ConfigObject) defaults.get(ROOT);
    }

    /**
     * All settings below {@code exporter}; the defaults if the file is unusable, which is then a problem.
     *
     * @param shownAs the file's path as its author knows it
     */
    ConfigObject read(Path file, String shownAs) {
        Optional<ConfigObject> content = ConfigText.ofFile(
                file.toFile(),
                shownAs,
                OpenFiles.none().and(file.toFile()),
                new ConfigText.Mention(new Place(shownAs, 0), "", "; name another with --config"),
                problems);
        if (content.isPresent() && !content.get().containsKey(ROOT)) {
            problems.add(new Place(shownAs, 0), "nothing under '" + ROOT + "': the file sets nothing");
            return defaults();
        }
        return content.map(user -> merge(user, shownAs)).orElseGet(this::defaults);
    }

    private ConfigObject merge(ConfigObject user, String shownAs) {
        try {
            ConfigValue root = resolve(user.withFallback(defaults)).get(ROOT);
            return Values.object(root);
        } catch (WrongValueException e) {
            problems.add(user.get(ROOT), ROOT + ": " + e.getMessage());
        } catch (ConfigException e) {
            problems.add(e.origin() == null ? new Place(shownAs, 0) : Place.of(e.origin()), ConfigText.messageOf(e));
        }
        return defaults();
    }

    /** Substitutions see the configuration first, then the environment; one that is set nowhere is told where it is read. */
    private ConfigObject resolve(ConfigObject merged) {
        Map<String, ConfigValue> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (!name.equals(ROOT)) {
                variables.put(name, ConfigValueFactory.fromAnyRef(value, "environment variable " + name));
            }
        });
        return merged.withFallback(ConfigValueFactory.fromMap(variables))
                .toConfig()
                .resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true))
                .root();
    }
}

package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.io.File;
import java.util.Collections;
import java.util.Optional;

/** What stands after {@code -javaagent:phase3-agent.jar=}: the path of the configuration file, or settings. */
final class AgentArgument {
    private static final String CONFIG_KEY = "config";

    private final Optional<String> file;
    private final ConfigObject settings;

    private AgentArgument(Optional<String> file, ConfigObject settings) {
        this.file = file;
        this.settings = settings;
    }

    static AgentArgument parse(String argument, File workingDirectory, Problems problems) {
        if (argument == null || argument.trim().isEmpty()) {
            return new AgentArgument(Optional.empty(), Sources.emptyObject());
        }
        if (argument.indexOf('=') < 0
                || ConfigFile.locate(argument, workingDirectory).exists()) {
            return new AgentArgument(Optional.of(argument), Sources.emptyObject());
        }
        ConfigObject settings = ConfigText.ofString(argument, Place.AGENT_ARGUMENT, workingDirectory, problems)
                .orElseGet(Sources::emptyObject);
        return new AgentArgument(
                file(settings.get(CONFIG_KEY), problems),
                ConfigValueFactory.fromMap(
                        Collections.singletonMap(Sources.ROOT, settings.withoutKey(CONFIG_KEY)), Place.AGENT_ARGUMENT));
    }

    private static Optional<String> file(ConfigValue value, Problems problems) {
        try {
            return value == null ? Optional.empty() : Optional.of(Values.text(value));
        } catch (WrongValueException e) {
            problems.add(value, CONFIG_KEY + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The configuration file that the argument names. */
    Optional<String> file() {
        return file;
    }

    /** The settings of the argument, below {@code phase3}. */
    ConfigObject settings() {
        return settings;
    }
}

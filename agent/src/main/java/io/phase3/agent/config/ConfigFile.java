package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.OpenFiles;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the user's configuration file and reads it, if there is one. */
final class ConfigFile {
    static final String PROPERTY = "phase3.config";
    static final String VARIABLE = "PHASE3_CONFIG";

    private static final String DEFAULT_NAME = "phase3.conf";
    private static final List<String> KEYS_BELOW_ROOT =
            Arrays.asList("rules", "exporter", "attribution", "defaults", "frameworks", "llm", "bounds", "reload");

    private final AgentArgument argument;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final File workingDirectory;
    private final OpenFiles files;
    private final Problems problems;

    ConfigFile(
            AgentArgument argument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            File workingDirectory,
            OpenFiles files,
            Problems problems) {
        this.argument = argument;
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.files = files;
        this.problems = problems;
    }

    /** The content of the file; empty if there is none or it is unusable, which is then a problem. */
    Optional<ConfigObject> read() {
        if (argument.file().isPresent()) {
            return read(argument.file().get(), " (named by the agent argument)");
        }
        String property = systemProperties.get(PROPERTY);
        if (property != null && !property.isEmpty()) {
            return read(property, " (named by the system property " + PROPERTY + ")");
        }
        String variable = environment.get(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return read(variable, " (named by the environment variable " + VARIABLE + ")");
        }
        return locate(DEFAULT_NAME, workingDirectory).exists() ? read(DEFAULT_NAME, "") : Optional.empty();
    }

    static File locate(String path, File workingDirectory) {
        File file = new File(path);
        return file.isAbsolute() ? file : new File(workingDirectory, path);
    }

    private Optional<ConfigObject> read(String path, String namedBy) {
        File file = locate(path, workingDirectory);
        ConfigText.Mention mention = new ConfigText.Mention(new Place(path, 0), "", namedBy);
        Optional<ConfigObject> content = ConfigText.ofFile(file, path, files.and(file), mention, problems);
        content.ifPresent(object -> checkRoot(object, path));
        return content;
    }

    /** A file may hold other people's settings too, but one without any of ours is a mistake. */
    private void checkRoot(ConfigObject content, String path) {
        if (content.containsKey(Sources.ROOT)) {
            return;
        }
        String message = "nothing under '" + Sources.ROOT + "': the file sets nothing";
        for (Map.Entry<String, ConfigValue> entry : Values.entries(content)) {
            String key = entry.getKey();
            if (KEYS_BELOW_ROOT.contains(key)) {
                problems.add(entry.getValue(), message + " – put '" + key + "' into " + Sources.ROOT + " { … }");
                return;
            }
            if (Suggestion.nearest(key, Collections.singleton(Sources.ROOT)).isPresent()) {
                problems.add(entry.getValue(), message + " – is '" + key + "' meant to be '" + Sources.ROOT + "'?");
                return;
            }
        }
        problems.add(new Place(path, 0), message);
    }
}

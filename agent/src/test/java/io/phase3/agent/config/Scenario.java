package io.phase3.agent.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.phase3.agent.settings.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A working directory with files, and everything else that a load reads. */
final class Scenario {
    private final Path directory;
    private final Map<String, String> systemProperties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String agentArgument;
    private String frameworks = "phase3.rules {}";

    Scenario(Path directory) {
        this.directory = directory;
    }

    /** Writes {@code phase3.conf} into the working directory. */
    Scenario conf(String text) {
        return file("phase3.conf", text);
    }

    Scenario file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in {@code frameworks.conf}; the agent's own rules have a test of their own. */
    Scenario frameworks(String text) {
        frameworks = text;
        return this;
    }

    Scenario argument(String text) {
        agentArgument = text;
        return this;
    }

    Scenario property(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    Scenario variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigLoader.Loaded load() {
        return new ConfigLoader(agentArgument, systemProperties, environment, directory, builtIn()).load();
    }

    private ConfigObject builtIn() {
        return ConfigFactory.parseString(
                        frameworks, ConfigParseOptions.defaults().setOriginDescription(ConfigLoader.FRAMEWORKS))
                .root();
    }

    AgentConfig config() {
        return load().config();
    }

    List<String> problems() {
        return load().problems().stream().map(Problem::toString).toList();
    }

    /** Loads one rule named x, each of whose lines is given; line 3 of the file is the first. */
    Scenario rule(String... lines) {
        return conf("phase3.rules {\nx {\n" + String.join("\n", lines) + "\n}\n}\n");
    }
}

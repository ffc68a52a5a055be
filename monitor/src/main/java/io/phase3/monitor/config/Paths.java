package io.phase3.monitor.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads paths; a relative one starts at the directory of the configuration file, as in Prometheus'. */
final class Paths {
    private final Path directory;

    Paths(Path directory) {
        this.directory = directory;
    }

    Path read(ConfigValue value) {
        String text = Values.text(value);
        if (text.isEmpty()) {
            throw new WrongValueException("must be a path, not empty");
        }
        try {
            return directory.resolve(text);
        } catch (InvalidPathException e) {
            throw new WrongValueException("must be a path, not " + Values.describe(value));
        }
    }

    /** The path under the key; empty if there is none. */
    Optional<Path> readOptional(Section section, String key) {
        return section.read(key, value -> Values.text(value).isEmpty() ? Optional.empty() : Optional.of(read(value)));
    }
}

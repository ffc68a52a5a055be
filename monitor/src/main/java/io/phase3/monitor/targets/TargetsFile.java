package io.phase3.monitor.targets;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.OpenFiles;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one reading of the targets has brought. Immutable.
 *
 * @param values by their names, in the order of the file
 * @param problems if there are any, the values are those from before
 */
record TargetsFile(Map<String, BigDecimal> values, List<Problem> problems) {
    private static final String PACKED = "targets.conf";
    private static final String ROOT = "targets";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    TargetsFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        problems = List.copyOf(problems);
    }

    /** The targets in the jar. */
    static Map<String, BigDecimal> packed() {
        return read(ConfigText.ofOwnResource(PACKED), new Problems());
    }

    /** @param before what holds if there is anything wrong with the file */
    static TargetsFile read(Optional<Path> file, Map<String, BigDecimal> before) {
        if (file.isEmpty()) {
            return new TargetsFile(packed(), List.of());
        }
        Problems problems = new Problems();
        Map<String, BigDecimal> values = read(file.get(), problems);
        List<Problem> found = problems.sorted();
        return new TargetsFile(found.isEmpty() ? values : before, found);
    }

    private static Map<String, BigDecimal> read(Path path, Problems problems) {
        String shownAs = path.toString();
        try {
            return ConfigText.ofFile(
                            path.toFile(),
                            shownAs,
                            OpenFiles.none().and(path.toFile()),
                            new ConfigText.Mention(new Place(shownAs, 0), "", " (named by exporter.targets)"),
                            problems)
                    .map(user -> read(resolved(user), problems))
                    .orElse(Map.of());
        } catch (ConfigException e) {
            problems.add(e.origin() == null ? new Place(shownAs, 0) : Place.of(e.origin()), ConfigText.messageOf(e));
            return Map.of();
        }
    }

    /** With the packed targets below, to which {@code ${targets.…}} may refer too. */
    private static ConfigObject resolved(ConfigObject user) {
        return user.withFallback(ConfigText.ofOwnResource(PACKED))
                .toConfig()
                .resolve()
                .root();
    }

    private static Map<String, BigDecimal> read(ConfigObject content, Problems problems) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        ConfigValue root = content.get(ROOT);
        try {
            for (Map.Entry<String, ConfigValue> target : Values.entries(Values.object(root))) {
                add(target.getKey(), target.getValue(), values, problems);
            }
        } catch (WrongValueException e) {
            problems.add(root, ROOT + ": " + e.getMessage());
        }
        return values;
    }

    private static void add(String name, ConfigValue value, Map<String, BigDecimal> values, Problems problems) {
        try {
            if (!NAME.matcher(name).matches()) {
                throw new WrongValueException("must be named with small letters, digits and '_'");
            }
            values.put(name, Values.number(value));
        } catch (WrongValueException e) {
            problems.add(value, ROOT + "." + name + ": " + e.getMessage());
        }
    }
}

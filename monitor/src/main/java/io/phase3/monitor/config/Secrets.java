package io.phase3.monitor.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.monitor.secret.MissingSecretException;
import io.phase3.monitor.secret.Secret;
import io.phase3.monitor.secret.SecretSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Passwords and tokens of the configuration: read from the environment or from files, refused in the configuration itself. */
final class Secrets {
    static final String DATABASE = "PHASE3_DATABASE_PASSWORD";
    static final String REDIS = "PHASE3_REDIS_PASSWORD";
    static final String HTTP = "PHASE3_HTTP_PASSWORD";
    static final String WEBHOOK = "PHASE3_WEBHOOK_TOKEN";

    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    static {
        VARIABLES.put("database.password", DATABASE);
        VARIABLES.put("redis.password", REDIS);
        VARIABLES.put("http.basic-auth.password", HTTP);
        VARIABLES.put("experiments.webhook-token", WEBHOOK);
    }

    private final Map<String, String> environment;
    private final SecretSource source;
    private final Paths paths;

    /** @param warnings gets a line for each file that others may read, too */
    Secrets(Map<String, String> environment, Paths paths, Consumer<String> warnings) {
        this.environment = environment;
        this.source = new SecretSource(environment, warnings);
        this.paths = paths;
    }

    /** The settings without the secrets that stand among them, each of which is a problem. */
    static ConfigObject refuse(ConfigObject settings, Problems problems) {
        ConfigObject rest = settings;
        for (Map.Entry<String, String> secret : VARIABLES.entrySet()) {
            String path = secret.getKey();
            ConfigValue value = at(rest, path.split("\\.", -1));
            if (value != null) {
                problems.add(
                        value,
                        path + ": a secret must not stand here: set " + secret.getValue()
                                + " in the environment, or name a file in " + path + "-file");
                rest = rest.toConfig().withoutPath(path).root();
            }
        }
        return rest;
    }

    private static ConfigValue at(ConfigObject settings, String[] path) {
        ConfigValue value = settings;
        for (String key : path) {
            value = value instanceof ConfigObject object && Values.isResolved(object) ? object.get(key) : null;
        }
        return value;
    }

    /** The variable's value, else the content of the file that the key names; empty if there is neither. */
    Optional<Secret> read(Section section, String key, String variable) {
        try {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                return Optional.of(source.fromEnvironment(variable));
            }
            Optional<Path> file = paths.readOptional(section, key);
            return file.isPresent() ? Optional.of(source.fromFile(file.get())) : Optional.empty();
        } catch (MissingSecretException e) {
            section.problems().add(section.values().get(key), section.path(key) + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}

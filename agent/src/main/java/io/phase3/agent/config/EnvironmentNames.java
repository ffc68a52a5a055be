package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows which environment variable sets which path: {@code PHASE3_EXPORTER_PORT} for {@code phase3.exporter.port}.
 *
 * <p>{@code _} in a variable may stand for {@code _}, {@code -} or {@code .}, so the names are made from the paths that
 * exist, never the paths from the names. Rates of currencies alone may be new: a currency's name has no {@code _}.
 */
final class EnvironmentNames {
    private static final String PREFIX = "PHASE3_";
    private static final String[] RATES = {Sources.ROOT, "attribution", "exchange-rates"};
    private static final int NEAR = 2;

    private final Map<String, List<String[]>> pathsByName = new TreeMap<>();

    /** @param settings all settings below {@code phase3}, defaults included */
    EnvironmentNames(ConfigObject settings) {
        List<String> path = new ArrayList<>();
        path.add(Sources.ROOT);
        addLeaves(settings, path);
        ConfigValue rules = settings.get("rules");
        if (isObject(rules)) {
            path.add("rules");
            for (String rule : ((ConfigObject) rules).keySet()) {
                path.add(rule);
                for (RuleKey key : RuleKey.values()) {
                    if (key != RuleKey.LABELS) {
                        add(path, key.key());
                    }
                }
                path.remove(path.size() - 1);
            }
        }
    }

    /** Whether any variable could set anything: mostly none does, and the names need not be made. */
    static boolean mayOverride(Map<String, String> environment) {
        return environment.keySet().stream()
                .anyMatch(name -> name.startsWith(PREFIX) && !name.equals(ConfigFile.VARIABLE));
    }

    /** The settings that the environment makes; a name that nearly exists is a problem, an empty value sets nothing. */
    ConfigObject layer(Map<String, String> environment, Problems problems) {
        ConfigObject layer = Sources.emptyObject();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            List<String[]> paths = pathsOf(name);
            if (paths != null && !variable.getValue().isEmpty()) {
                for (String[] path : paths) {
                    layer = layer.withFallback(
                            Sources.nested(path, variable.getValue(), "environment variable " + name));
                }
            } else if (paths == null && name.startsWith(PREFIX) && !name.equals(ConfigFile.VARIABLE)) {
                reportIfNear(name, problems);
            }
        }
        return layer;
    }

    /** The paths of the settings that the variable sets, or null if there is none. */
    private List<String[]> pathsOf(String name) {
        String rates = nameOf(Arrays.asList(RATES)) + "_";
        if (pathsByName.containsKey(name) || !name.startsWith(rates) || name.length() == rates.length()) {
            return pathsByName.get(name);
        }
        String[] path = Arrays.copyOf(RATES, RATES.length + 1);
        path[RATES.length] = name.substring(rates.length());
        return Collections.singletonList(path);
    }

    private void reportIfNear(String name, Problems problems) {
        Set<String> known = new HashSet<>(pathsByName.keySet());
        known.add(ConfigFile.VARIABLE);
        Suggestion.nearest(name, known, NEAR)
                .ifPresent(near -> problems.add(
                        new Place("environment variable " + name, 0),
                        "no setting has this name – did you mean '" + near + "'?"));
    }

    private void addLeaves(ConfigObject object, List<String> path) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            if (isObject(entry.getValue())) {
                path.add(entry.getKey());
                addLeaves((ConfigObject) entry.getValue(), path);
                path.remove(path.size() - 1);
            } else {
                add(path, entry.getKey());
            }
        }
    }

    private void add(List<String> parent, String key) {
        List<String> path = new ArrayList<>(parent);
        path.add(key);
        List<String[]> paths = pathsByName.computeIfAbsent(nameOf(path), absent -> new ArrayList<>());
        if (paths.stream().noneMatch(known -> String.join("\0", known).equals(String.join("\0", path)))) {
            paths.add(path.toArray(new String[0]));
        }
    }

    private static String nameOf(List<String> path) {
        return String.join("_", path).replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isObject(ConfigValue value) {
        return value instanceof ConfigObject && Values.isResolved(value);
    }
}

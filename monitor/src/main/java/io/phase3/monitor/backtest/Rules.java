package io.phase3.monitor.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules of a folder: what they alert on, what they record, and what has to be recorded first. */
record Rules(List<AlertRule> alerts, List<RecordingRule> recordings) {
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    Rules {
        alerts = List.copyOf(alerts);
        recordings = List.copyOf(recordings);
    }

    /**
     * The recording rules in the order of their making: each level reads what stands in levels before it, and nothing later.
     *
     * @throws IllegalArgumentException if rules read each other in a circle
     */
    List<List<RecordingRule>> levels() {
        List<List<RecordingRule>> levels = new ArrayList<>();
        List<RecordingRule> left = new ArrayList<>(recordings);
        while (!left.isEmpty()) {
            Set<String> missing = left.stream().map(RecordingRule::name).collect(Collectors.toSet());
            List<RecordingRule> level = left.stream()
                    .filter(rule -> words(rule.expression()).noneMatch(missing::contains))
                    .toList();
            if (level.isEmpty()) {
                throw new IllegalArgumentException(
                        "recording rules read each other in a circle: " + String.join(", ", new TreeSet<>(missing)));
            }
            levels.add(level);
            left.removeAll(level);
        }
        return levels;
    }

    /** The recorded series that alerts read, themselves or by way of others. */
    Set<String> recordedNames() {
        return recordings.stream().map(RecordingRule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The alerts of each category, in the order of the file. */
    Map<String, List<AlertRule>> byCategory() {
        return alerts.stream()
                .collect(Collectors.groupingBy(AlertRule::category, LinkedHashMap::new, Collectors.toList()));
    }

    /** Names that may be metrics': what stands in quotes is none. */
    private static Stream<String> words(String expression) {
        return NAME.matcher(QUOTED.matcher(expression).replaceAll("")).results().map(MatchResult::group);
    }
}

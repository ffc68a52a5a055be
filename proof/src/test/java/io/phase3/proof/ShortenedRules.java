package io.phase3.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules as they are, but for time: a month of theirs passes in a minute. */
final class ShortenedRules {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    /** Seconds that stand for a duration. What was longer stays longer, and a fortnight stays two weeks. */
    private static final NavigableMap<Duration, Double> SECONDS = new TreeMap<>(Map.ofEntries(
            Map.entry(Duration.ZERO, 0.0),
            Map.entry(Duration.ofMinutes(1), 4.0),
            Map.entry(Duration.ofMinutes(5), 10.0),
            Map.entry(Duration.ofMinutes(15), 15.0),
            Map.entry(Duration.ofMinutes(30), 17.0),
            Map.entry(Duration.ofHours(1), 20.0),
            Map.entry(Duration.ofHours(2), 22.0),
            Map.entry(Duration.ofHours(6), 24.0),
            Map.entry(Duration.ofDays(1), 28.0),
            Map.entry(Duration.ofDays(3), 29.0),
            Map.entry(Duration.ofDays(7), 30.0),
            Map.entry(Duration.ofDays(14), 60.0),
            Map.entry(Duration.ofDays(30), 64.0)));

    /** Numbers that count how often something happens in a day, which has fewer seconds here: by the alert that asks for so many. */
    private static final Map<String, Map<String, String>> COUNTS =
            Map.of("Phase3DataStreamMissing", Map.of(">= 288", ">= 10"));

    private static final String DURATION = "(?:\\d+(?:ms|[smhdwy]))+";
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    /** A text or a comment, in which nothing is a duration; or a place where something is. */
    private static final Pattern PLACE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|#[^\\n]*"
            + "|\\[\\s*(?<range>" + DURATION + ")\\s*(?:(?<colon>:)\\s*(?<step>" + DURATION + ")?\\s*)?\\]"
            + "|(?<offset>\\boffset\\s+-?)(?<by>" + DURATION + ")");

    private ShortenedRules() {}

    /** The file of rules with every wait cut to a second, and every window of its expressions by the table. */
    static String of(String yaml) throws IOException {
        JsonNode rules = YAML.readTree(yaml);
        for (JsonNode group : rules.path("groups")) {
            ((ObjectNode) group).put("interval", "1s");
            for (JsonNode rule : group.path("rules")) {
                shorten((ObjectNode) rule);
            }
        }
        return YAML.writeValueAsString(rules);
    }

    private static void shorten(ObjectNode rule) {
        String expression = rule.path("expr").asText();
        Map<String, String> counts = COUNTS.getOrDefault(rule.path("alert").asText(), Map.of());
        for (Map.Entry<String, String> count : counts.entrySet()) {
            expression = expression.replace(count.getKey(), count.getValue());
        }
        rule.put("expr", expression(expression));
        for (String wait : List.of("for", "keep_firing_for")) {
            if (rule.has(wait)) {
                rule.put(wait, "1s");
            }
        }
    }

    /** The expression with shorter ranges, steps of subqueries, and offsets. */
    static String expression(String expression) {
        Matcher place = PLACE.matcher(expression);
        StringBuilder shortened = new StringBuilder();
        while (place.find()) {
            place.appendReplacement(shortened, Matcher.quoteReplacement(replaced(place)));
        }
        return place.appendTail(shortened).toString();
    }

    private static String replaced(Matcher place) {
        if (place.group("by") != null) {
            return place.group("offset") + shorter(place.group("by"));
        }
        if (place.group("range") == null) {
            return place.group();
        }
        String range = shorter(place.group("range"));
        // A step of a shortened subquery is the shortest there is.
        String step = place.group("step") == null ? "" : "1s";
        return "[" + range + (place.group("colon") == null ? "" : ":" + step) + "]";
    }

    private static String shorter(String duration) {
        return Math.round(seconds(parsed(duration))) + "s";
    }

    /** By the table, and evenly between its lines; a second at least. */
    static double seconds(Duration duration) {
        Map.Entry<Duration, Double> below = SECONDS.floorEntry(duration);
        Map.Entry<Duration, Double> above = SECONDS.ceilingEntry(duration);
        if (above == null) {
            return SECONDS.lastEntry().getValue();
        }
        if (above.equals(below)) {
            return above.getValue();
        }
        double span = above.getKey().toSeconds() - below.getKey().toSeconds();
        double share = (duration.toSeconds() - below.getKey().toSeconds()) / span;
        return Math.max(1, below.getValue() + share * (above.getValue() - below.getValue()));
    }

    private static Duration parsed(String text) {
        return PART.matcher(text)
                .results()
                .map(part -> UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }
}

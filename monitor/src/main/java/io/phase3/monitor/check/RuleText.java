package io.phase3.monitor.check;

import io.phase3.agent.explain.Candidate;
import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.MethodReport;
import io.phase3.agent.explain.RuleReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One rule for people: what it measures, in which methods, and why not in more. */
final class RuleText {
    private static final int METHODS = 12;
    private static final int CANDIDATES = 3;
    private static final int INDENT = 2;

    private final Page page;
    private final boolean all;
    private final boolean locations;

    /** What several methods of a rule have in common, so that it need not be said for each. */
    private record Shape(String location, String async, Map<String, String> values, boolean woven) {
        static Shape of(MethodReport method) {
            Map<String, String> values = new LinkedHashMap<>();
            method.values()
                    .forEach((key, value) -> values.put(key, value.expression() + " -> " + shortened(value.type())));
            return new Shape(method.location(), method.async().orElse(""), values, method.woven());
        }
    }

    /** Everybody knows which text and which numbers those are. */
    private static String shortened(String type) {
        return type.replace(" (java.lang.String)", "")
                .replace("(java.lang.", "(")
                .replace("(java.math.", "(");
    }

    /**
     * A rule's text.
     *
     * @param all whether long lists are shown to their end
     * @param locations whether it is said where each method's class comes from
     */
    RuleText(Page page, boolean all, boolean locations) {
        this.page = page;
        this.all = all;
        this.locations = locations;
    }

    /** The rule with all that is known of it. */
    void block(RuleReport rule) {
        page.gap();
        page.heading(rule.name(), rule.kind(), rule.origin());
        Map<String, String> facts = new LinkedHashMap<>();
        rule.feature().ifPresent(feature -> facts.put("feature", feature));
        if (!rule.metric().isEmpty()) {
            facts.put("metric", rule.metric() + labels(rule));
        }
        if (rule.methods().isEmpty()
                && rule.candidates().isEmpty()
                && !rule.patterns().isEmpty()) {
            facts.put("methods", String.join(", ", rule.patterns()));
        }
        table(INDENT, facts);
        for (Finding finding : rule.findings()) {
            String place = finding.origin().equals(rule.origin()) ? "" : finding.origin() + ": ";
            finding(INDENT, finding, place + finding.message(), page);
        }
        rule.candidates().stream().limit(all ? Long.MAX_VALUE : CANDIDATES).forEach(this::candidate);
        methods(rule.methods());
    }

    /** A finding behind the word for how bad it is. */
    static void finding(int indent, Finding finding, String text, Page page) {
        String style = switch (finding.severity()) {
            case ERROR -> "bold,red";
            case WARNING -> "yellow";
            case NOTE -> "bold";
        };
        page.labelled(indent, style, finding.severity().name().toLowerCase(Locale.ROOT) + ": ", text);
    }

    private static String labels(RuleReport rule) {
        return rule.labels().isEmpty() ? "" : "{" + String.join(", ", rule.labels()) + "}";
    }

    private void methods(List<MethodReport> methods) {
        Map<Shape, List<MethodReport>> byShape = methods.stream()
                .limit(all ? Long.MAX_VALUE : METHODS)
                .collect(Collectors.groupingBy(Shape::of, LinkedHashMap::new, Collectors.toList()));
        byShape.forEach((shape, alike) -> {
            alike.forEach(method -> page.text(INDENT, "", method.method()));
            Map<String, String> facts = new LinkedHashMap<>();
            if (!shape.woven()) {
                facts.put("woven", "no");
            }
            facts.putAll(shape.values());
            if (!shape.async().isEmpty()) {
                facts.put("async", shape.async());
            }
            if (locations && !shape.location().isEmpty()) {
                facts.put("in", shape.location());
            }
            table(INDENT + 4, facts);
        });
        if (!all && methods.size() > METHODS) {
            page.text(INDENT, "", String.format(Locale.ROOT, "and %,d more methods (--all)", methods.size() - METHODS));
        }
    }

    private void table(int indent, Map<String, String> facts) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((key, text) ->
                page.labelled(indent, "faint", key + " ".repeat(width - key.length()) + "  ", text));
    }

    /** A near miss, and under the pattern a mark where it says no. */
    private void candidate(Candidate candidate) {
        page.text(INDENT, "", "near miss: " + candidate.method());
        page.marked(INDENT + 4, candidate.pattern(), candidate.part(), candidate.reason());
    }
}

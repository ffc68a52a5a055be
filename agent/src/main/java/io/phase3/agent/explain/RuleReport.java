package io.phase3.agent.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What one rule finds, and why it does not find more. Immutable. */
public final class RuleReport {
    private final String name;
    private final String origin;
    private final boolean builtIn;
    private final String kind;
    private final Optional<String> feature;
    private final String metric;
    private final List<String> labels;
    private final List<String> patterns;
    private final List<MethodReport> methods;
    private final List<Candidate> candidates;
    private final List<Finding> findings;

    /**
     * A rule.
     *
     * @param origin where it is written: {@code phase3.conf: 14}; of an annotation the method that bears it
     * @param kind its keyword: {@code websocket}
     * @param feature whose calls they are, that of the kind where the rule says none; empty for own metrics
     * @param metric the family that its calls are recorded in: {@code phase3_websocket_latency_seconds}
     * @param labels the names of that family's labels
     * @param patterns as their author wrote them; empty for an annotation
     * @param methods what it weaves, by name
     * @param candidates where it weaves nothing, the nearest misses, the nearest first
     */
    public RuleReport(
            String name,
            String origin,
            boolean builtIn,
            String kind,
            Optional<String> feature,
            String metric,
            List<String> labels,
            List<String> patterns,
            List<MethodReport> methods,
            List<Candidate> candidates,
            List<Finding> findings) {
        this.name = name;
        this.origin = origin;
        this.builtIn = builtIn;
        this.kind = kind;
        this.feature = feature;
        this.metric = metric;
        this.labels = copy(labels);
        this.patterns = copy(patterns);
        this.methods = copy(methods);
        this.candidates = copy(candidates);
        this.findings = copy(findings);
    }

    private static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** The rule's name. */
    public String name() {
        return name;
    }

    /** Where it is written. */
    public String origin() {
        return origin;
    }

    /** Whether the agent brings it along: that such a rule finds nothing is no mistake. */
    public boolean builtIn() {
        return builtIn;
    }

    /** What it measures, as a keyword. */
    public String kind() {
        return kind;
    }

    /** Whose calls they are; empty for own metrics. */
    public Optional<String> feature() {
        return feature;
    }

    /** The family that its calls are recorded in. */
    public String metric() {
        return metric;
    }

    /** The names of that family's labels. */
    public List<String> labels() {
        return labels;
    }

    /** The rule's patterns as their author wrote them. */
    public List<String> patterns() {
        return patterns;
    }

    /** The methods that it weaves. */
    public List<MethodReport> methods() {
        return methods;
    }

    /** Where it weaves nothing, the nearest misses, the nearest first. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** What should be known about it. */
    public List<Finding> findings() {
        return findings;
    }
}

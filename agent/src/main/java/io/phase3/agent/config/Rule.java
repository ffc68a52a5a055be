package io.phase3.agent.config;

import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rule: which methods to measure, and what their calls mean. Immutable. */
public final class Rule {
    private final String name;
    private final String origin;
    private final List<MethodPattern> methods;
    private final List<MethodPattern> exclude;
    private final Optional<Kind> kind;
    private final Optional<String> feature;
    private final Optional<String> api;
    private final Optional<String> metric;
    private final Optional<String> help;
    private final Optional<String> group;
    private final boolean each;
    private final boolean builtIn;
    private final boolean amended;
    private final List<Double> buckets;
    private final Map<Attribute, Expression> expressions;
    private final Map<String, Expression> labels;

    private Rule(Builder builder) {
        name = builder.name;
        origin = builder.origin;
        methods = Collections.unmodifiableList(new ArrayList<>(builder.methods));
        exclude = Collections.unmodifiableList(new ArrayList<>(builder.exclude));
        kind = Optional.ofNullable(builder.kind);
        feature = Optional.ofNullable(builder.feature);
        api = Optional.ofNullable(builder.api);
        metric = Optional.ofNullable(builder.metric);
        help = Optional.ofNullable(builder.help);
        group = Optional.ofNullable(builder.group);
        each = builder.each;
        builtIn = builder.builtIn;
        amended = builder.amended;
        buckets = Collections.unmodifiableList(new ArrayList<>(builder.buckets));
        expressions = Collections.unmodifiableMap(new EnumMap<>(builder.expressions));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
    }

    /**
     * Starts a rule.
     *
     * @param name the rule's name as users see it in messages, metrics and on the page
     * @param origin where it was written, {@code file: line} or a class and method, for messages
     */
    public static Builder named(String name, String origin) {
        return new Builder(name, origin);
    }

    /** The rule's name, seen in messages, metrics and on the page. */
    public String name() {
        return name;
    }

    /** Where the rule was written, as messages cite it. */
    public String origin() {
        return origin;
    }

    /** The patterns of the methods that the rule measures. */
    public List<MethodPattern> methods() {
        return methods;
    }

    /** The patterns of methods that the rule leaves alone though {@link #methods()} names them. */
    public List<MethodPattern> exclude() {
        return exclude;
    }

    /** What the rule measures; {@link Kind#TIMED} if nobody says. */
    public Kind kind() {
        return kind.orElse(Kind.TIMED);
    }

    /** Whether the rule says what it measures. */
    public boolean hasKind() {
        return kind.isPresent();
    }

    /** The product feature that the calls belong to, if the rule says. */
    public Optional<String> feature() {
        return feature;
    }

    /** The paid interface to which the cost goes, if the rule says. */
    public Optional<String> api() {
        return api;
    }

    /** Own metrics: the metric's name, as it was given. */
    public Optional<String> metric() {
        return metric;
    }

    /** Own metrics: the name of the metric's family, which for a counter is {@link #metric()} without {@code _total}. */
    public Optional<String> metricFamily() {
        return metric.map(name -> MetricName.family(kind(), name));
    }

    /** Own metrics: the HELP text. */
    public Optional<String> help() {
        return help;
    }

    /** The group of rules of whose nested calls only the outermost counts; of its own if the rule does not say. */
    public Optional<String> group() {
        return group;
    }

    /** Whether each element of the stream that the method returns is a call, which lasts until it has been handled. */
    public boolean each() {
        return each;
    }

    /** Whether the rule is one of those that the agent brings along: what a user says of the same call goes first. */
    public boolean builtIn() {
        return builtIn;
    }

    /** Built-in rules: whether a user has changed what it reads of a call, so that what does not fit may be theirs. */
    public boolean amended() {
        return amended;
    }

    /** Own histograms: the buckets' upper bounds, ascending; empty if the rule does not say. */
    public List<Double> buckets() {
        return buckets;
    }

    /** The expression under the key, if the rule has one. */
    public Optional<Expression> expression(Attribute attribute) {
        return Optional.ofNullable(expressions.get(attribute));
    }

    /** All expressions but those of the labels. */
    public Map<Attribute, Expression> expressions() {
        return expressions;
    }

    /** Own metrics: label names and their expressions, in the order of the configuration's lines; those of one line by name. */
    public Map<String, Expression> labels() {
        return labels;
    }

    /** This rule, with what it leaves open filled in from the other: attribute by attribute, this one wins. */
    public Rule orElse(Rule other) {
        Builder merged = new Builder(name, origin);
        merged.methods.addAll(methods);
        merged.exclude.addAll(exclude);
        merged.kind = kind.orElse(other.kind.orElse(null));
        merged.feature = feature.orElse(other.feature.orElse(null));
        merged.api = api.orElse(other.api.orElse(null));
        merged.metric = metric.orElse(other.metric.orElse(null));
        merged.help = help.orElse(other.help.orElse(null));
        merged.group = group.orElse(other.group.orElse(null));
        merged.each = each || other.each;
        merged.builtIn = builtIn;
        merged.amended = amended;
        merged.buckets.addAll(buckets.isEmpty() ? other.buckets : buckets);
        merged.expressions.putAll(other.expressions);
        merged.expressions.putAll(expressions);
        merged.labels.putAll(other.labels);
        merged.labels.putAll(labels);
        return merged.build();
    }

    /** Rules are equal if they are called the same and say the same, wherever they stand. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Rule && ((Rule) other).said().equals(said());
    }

    @Override
    public int hashCode() {
        return said().hashCode();
    }

    private List<Object> said() {
        return Arrays.asList(
                name,
                methods,
                exclude,
                kind,
                feature,
                api,
                metric,
                help,
                group,
                each,
                builtIn,
                buckets,
                expressions,
                labels);
    }

    @Override
    public String toString() {
        return "rule '" + name + "' (" + origin + ")";
    }

    /** Collects what was written about a rule; anything not set stays open. */
    public static final class Builder {
        private final String name;
        private final String origin;
        private final List<MethodPattern> methods = new ArrayList<>();
        private final List<MethodPattern> exclude = new ArrayList<>();
        private final List<Double> buckets = new ArrayList<>();
        private final Map<Attribute, Expression> expressions = new EnumMap<>(Attribute.class);
        private final Map<String, Expression> labels = new LinkedHashMap<>();
        private Kind kind;
        private String feature;
        private String api;
        private String metric;
        private String help;
        private String group;
        private boolean each;
        private boolean builtIn;
        private boolean amended;

        private Builder(String name, String origin) {
            this.name = name;
            this.origin = origin;
        }

        public Builder method(MethodPattern pattern) {
            methods.add(pattern);
            return this;
        }

        public Builder exclude(MethodPattern pattern) {
            exclude.add(pattern);
            return this;
        }

        public Builder kind(Kind value) {
            kind = value;
            return this;
        }

        public Builder feature(String value) {
            feature = value;
            return this;
        }

        public Builder api(String value) {
            api = value;
            return this;
        }

        public Builder metric(String value) {
            metric = value;
            return this;
        }

        public Builder help(String value) {
            help = value;
            return this;
        }

        public Builder group(String value) {
            group = value;
            return this;
        }

        public Builder each(boolean value) {
            each = value;
            return this;
        }

        public Builder builtIn(boolean value) {
            builtIn = value;
            return this;
        }

        public Builder amended(boolean value) {
            amended = value;
            return this;
        }

        public Builder bucket(double upperBound) {
            buckets.add(upperBound);
            return this;
        }

        public Builder expression(Attribute attribute, Expression expression) {
            expressions.put(attribute, expression);
            return this;
        }

        public Builder label(String label, Expression expression) {
            labels.put(label, expression);
            return this;
        }

        public Rule build() {
            return new Rule(this);
        }
    }
}

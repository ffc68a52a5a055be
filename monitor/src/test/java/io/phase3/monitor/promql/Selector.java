package io.phase3.monitor.promql;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;

/**
 * A selector of series as Prometheus has understood it.
 *
 * @param matchers all of them, the one of the metric's name included
 * @param function what is done to the series first, such as {@code rate} or {@code sum}; empty if nothing
 * @param range of how long a time samples are selected; zero for an instant
 * @param grouping the labels of {@code by} or {@code without}, where the selector is aggregated at once
 */
public record Selector(List<Matcher> matchers, String function, Duration range, List<String> grouping) {
    private static final String NAME = "__name__";

    /** The name of the metric; empty if the selector does not give one. */
    public String metric() {
        return matchers.stream()
                .filter(matcher -> matcher.label().equals(NAME) && matcher.operator() == Matcher.Operator.EQUAL)
                .map(Matcher::value)
                .findFirst()
                .orElse("");
    }

    /** What is demanded of labels beside the name. */
    public List<Matcher> labels() {
        return matchers.stream()
                .filter(matcher -> !(matcher.label().equals(NAME) && matcher.operator() == Matcher.Operator.EQUAL))
                .toList();
    }

    /** An instant selector for the same series, to be asked elsewhere. */
    @Override
    public String toString() {
        return metric() + labels().stream().map(Matcher::toString).collect(joining(",", "{", "}"));
    }
}

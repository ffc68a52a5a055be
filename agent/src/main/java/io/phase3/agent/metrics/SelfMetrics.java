package io.phase3.agent.metrics;

import static java.util.Collections.singletonList;

import java.util.Arrays;
import java.util.Locale;

/** What the agent says about itself: who it is, what it wove, and what it swallowed. */
public final class SelfMetrics {

    /** Where in the agent something failed that the application must not notice. */
    public enum Stage {
        WEAVE,
        EXPRESSION,
        ATTRIBUTE,
        JOURNAL,
        EXPORT;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final GaugeFamily info;
    private final GaugeFamily ruleMethods;
    private final CounterFamily errors;
    private final CounterFamily dropped;
    private final CounterFamily labelOverflow;

    SelfMetrics(Metrics metrics) {
        info = metrics.gauge(
                "phase3_agent_info",
                "The agent that measures, and the Java it runs on.",
                Arrays.asList("version", "java"));
        ruleMethods = metrics.gauge("phase3_agent_rule_methods", "Methods woven for a rule.", singletonList("rule"));
        errors = metrics.counter(
                "phase3_agent_errors",
                "Failures inside the agent that the application did not notice.",
                singletonList("stage"));
        dropped = metrics.counter(
                "phase3_agent_dropped_events",
                "Events dropped, leads forgotten and connections not followed, because there were too many.",
                singletonList("queue"));
        labelOverflow = metrics.counter(
                "phase3_agent_label_overflow",
                "Observations counted under __other__ because the metric had too many label values.",
                singletonList("metric"));
        for (Stage stage : Stage.values()) {
            errors.child(stage.label());
        }
        dropped.child("events");
        dropped.child("waiting");
        dropped.child("leads");
        dropped.child("connections");
    }

    /** Shows version and Java version. */
    public void info(String version, String java) {
        info.child(version, java).set(1.0);
    }

    /** Shows how many methods are woven for the rule. */
    public void ruleMethods(String rule, int methods) {
        ruleMethods.child(rule).set((double) methods);
    }

    /** Shows nothing of the rule any more. */
    public void forgetRule(String rule) {
        ruleMethods.remove(rule);
    }

    /** Counts one failure. */
    public void error(Stage stage) {
        errors.child(stage.label()).add(1);
    }

    /**
     * Counts one event that found no room: {@code events}, {@code waiting}, {@code leads} with all that touched one, or
     * {@code connections}.
     */
    public void dropped(String queue) {
        dropped.child(queue).add(1);
    }

    /** Counts one observation whose label values did not fit. */
    void labelOverflow(String metric) {
        labelOverflow.child(metric).add(1);
    }
}

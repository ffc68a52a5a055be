package io.phase3.agent.explain;

import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The metric that a rule's calls are recorded in, and its labels. */
final class Families {
    private Families() {}

    /** The family's name, a counter's with {@code _total}. */
    static String metric(Rule rule) {
        switch (rule.kind()) {
            case WEBSOCKET:
                return "phase3_websocket_latency_seconds";
            case VISION:
                return "phase3_vision_analysis_duration_seconds";
            case CHURN:
                return "phase3_churn_intervention_duration_seconds";
            case COACHING:
                return "phase3_coaching_analysis_duration_seconds";
            case CONVERSION:
                return "phase3_conversion_duration_seconds";
            case TIMED:
            case LLM:
                return "phase3_operation_duration_seconds";
            case CONNECT:
                return "phase3_websocket_connections";
            case DISCONNECT:
                return "phase3_websocket_disconnects_total";
            case COUNTER:
                return rule.metricFamily().orElse("") + "_total";
            case GAUGE:
            case HISTOGRAM:
                return rule.metricFamily().orElse("");
        }
        throw new AssertionError(rule.kind());
    }

    /** The names of the family's labels. */
    static List<String> labels(Rule rule) {
        switch (rule.kind()) {
            case WEBSOCKET:
                return Arrays.asList("feature", "message_type", "outcome");
            case VISION:
            case COACHING:
                return Arrays.asList("feature", "analysis_type", "outcome");
            case CHURN:
                return Arrays.asList("feature", "risk_level", "outcome");
            case CONVERSION:
                return Arrays.asList("feature", "conversion_type", "outcome");
            case TIMED:
            case LLM:
                return Arrays.asList("feature", "operation", "outcome");
            case CONNECT:
                return Collections.singletonList("feature");
            case DISCONNECT:
                return Arrays.asList("feature", "reason");
            case COUNTER:
            case GAUGE:
            case HISTOGRAM:
                // By name, so that rules of one metric may write them in any order.
                return Collections.unmodifiableList(
                        new ArrayList<>(new TreeSet<>(rule.labels().keySet())));
        }
        throw new AssertionError(rule.kind());
    }

    /** The kind whose feature a call has for which nobody names one. */
    static Kind featured(Kind kind) {
        return kind == Kind.CONNECT || kind == Kind.DISCONNECT ? Kind.WEBSOCKET : kind == Kind.LLM ? Kind.TIMED : kind;
    }
}

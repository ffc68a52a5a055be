package io.phase3.monitor.backtest;

import java.util.Map;

/**
 * An alert that fired once, without interruption.
 *
 * @param labels of the alert as Alertmanager sees it, without its name
 * @param from the step at which it began to fire
 * @param until the step at which it did not any more; the end of the span if it still fires
 */
record Firing(AlertRule rule, Map<String, String> labels, int from, int until) {

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    boolean overlaps(Firing other) {
        return from < other.until && other.from < until;
    }
}

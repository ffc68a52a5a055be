package io.phase3.monitor.backtest;

import java.time.Duration;
import java.util.Map;

/**
 * An alert as its rule file has it.
 *
 * @param hold how long the expression has to hold before it fires ({@code for})
 * @param keepFiring how long it goes on to fire when the expression holds no more ({@code keep_firing_for})
 * @param labels those of the rule, over those of the expression's series
 */
record AlertRule(String name, String expression, Duration hold, Duration keepFiring, Map<String, String> labels) {

    String category() {
        return labels.getOrDefault("category", "");
    }

    String severity() {
        return labels.getOrDefault("severity", "");
    }

    boolean isCritical() {
        return severity().equals("critical");
    }
}

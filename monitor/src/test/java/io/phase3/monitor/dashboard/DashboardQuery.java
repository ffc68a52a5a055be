package io.phase3.monitor.dashboard;

import java.util.Map;

/**
 * One question of the dashboard to Prometheus.
 *
 * @param where who asks, for people
 * @param text PromQL with Grafana's variables
 */
public record DashboardQuery(String where, String text) {
    private static final Map<String, String> EVERYTHING =
            Map.of("$__rate_interval", "1m", "$job", ".+", "$instance", ".+", "$feature", ".*", "$experiment", ".*");

    /** PromQL, as Grafana sends it when everything is selected. */
    public String expression() {
        return with(EVERYTHING);
    }

    String with(Map<String, String> variables) {
        String expression = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            expression = expression.replace(variable.getKey(), variable.getValue());
        }
        return expression;
    }

    @Override
    public String toString() {
        return where;
    }
}

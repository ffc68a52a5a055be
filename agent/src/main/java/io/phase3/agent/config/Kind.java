package io.phase3.agent.config;

import java.util.Locale;

/** What a rule measures, which decides the metric it feeds. */
public enum Kind {
    WEBSOCKET,
    VISION,
    CHURN,
    COACHING,
    CONVERSION,
    TIMED,
    COUNTER,
    GAUGE,
    HISTOGRAM;

    /** The kind as it is written in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rule declares a metric of the user's own instead of feeding one of the product's. */
    public boolean isOwnMetric() {
        return this == COUNTER || this == GAUGE || this == HISTOGRAM;
    }
}

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

    /**
     * The kind of the given keyword.
     *
     * @throws IllegalArgumentException if there is none; says which come close
     */
    public static Kind of(String keyword) {
        for (Kind kind : values()) {
            if (kind.keyword().equals(keyword)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind " + keyword);
    }

    /** The kind as it is written in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rule declares a metric of the user's own instead of feeding one of the product's. */
    public boolean isOwnMetric() {
        return this == COUNTER || this == GAUGE || this == HISTOGRAM;
    }
}

package io.phase3.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a rule measures, which decides the metric it feeds. */
public enum Kind {
    WEBSOCKET,
    VISION,
    CHURN,
    COACHING,
    CONVERSION,
    TIMED,
    /** A call of a language model: timed as {@link #VISION} if it carries an image, else as {@link #TIMED}. */
    LLM,
    /** A websocket connection has been opened. */
    CONNECT,
    /** A websocket connection has been closed. */
    DISCONNECT,
    COUNTER,
    GAUGE,
    HISTOGRAM;

    private static final Map<String, Kind> BY_KEYWORD = index();

    private static Map<String, Kind> index() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Kind kind : values()) {
            kinds.put(kind.keyword(), kind);
        }
        return Collections.unmodifiableMap(kinds);
    }

    /** All kinds by the word under which configuration and annotations know them, in the order of this enum. */
    public static Map<String, Kind> byKeyword() {
        return BY_KEYWORD;
    }

    /** The kind as it is written in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rule says when connections begin and end, rather than how long something takes. */
    public boolean isConnection() {
        return this == CONNECT || this == DISCONNECT;
    }

    /** Whether the rule declares a metric of the user's own instead of feeding one of the product's. */
    public boolean isOwnMetric() {
        return this == COUNTER || this == GAUGE || this == HISTOGRAM;
    }
}

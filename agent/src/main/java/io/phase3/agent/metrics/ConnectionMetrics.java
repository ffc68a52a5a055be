package io.phase3.agent.metrics;

import static java.util.Collections.singletonList;

import java.util.Arrays;

/** How many websocket connections are open, and why others are not any more. */
public final class ConnectionMetrics {
    private static final String NORMAL = "normal";

    private final LevelFamily open;
    private final CounterFamily disconnects;

    ConnectionMetrics(Metrics metrics) {
        open = metrics.level(
                "phase3_websocket_connections", "Websocket connections that are open.", singletonList("feature"));
        disconnects = metrics.counter(
                "phase3_websocket_disconnects",
                "Websocket connections that ended, by the reason for which they did.",
                Arrays.asList("feature", "reason"));
    }

    /** Shows the feature's connections and their normal ends from now on. */
    public void feature(String feature) {
        open.child(feature);
        disconnects.child(feature, NORMAL);
    }

    /** Counts a connection that is open now. */
    public void opened(String feature) {
        open.child(feature).increment();
    }

    /** Counts a connection that was open until now. */
    public void closed(String feature, String reason) {
        open.child(feature).decrement();
        disconnects.child(disconnects.bounded(1, 2, feature, reason)).add(1);
    }

    /** Has those that ended without a word be counted before each scrape. */
    public void beforeCollecting(Runnable counts) {
        open.beforeCollecting(counts);
        disconnects.beforeCollecting(counts);
    }
}

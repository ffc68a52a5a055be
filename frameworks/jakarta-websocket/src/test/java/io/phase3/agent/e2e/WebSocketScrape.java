package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** What an agent tells of websockets, asserted once the server has had the time to notice. */
final class WebSocketScrape {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FEATURE = "realtime_intelligence/";

    private WebSocketScrape() {}

    /** Exactly these messages, by {@code handler/outcome}; what has been 0 from the start is left out. */
    static void assertMessages(ForkedJvm jvm, Map<String, Long> expected) {
        assertCounts(jvm, "phase3_websocket_latency_seconds_count", expected);
    }

    /** Exactly so many open connections, and so many closed ones by reason. */
    static void assertConnections(ForkedJvm jvm, int open, Map<String, Long> closed) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jvm.scrape().value("phase3_websocket_connections"))
                        .isEqualTo(open));
        assertCounts(jvm, "phase3_websocket_disconnects_total", closed);
    }

    private static void assertCounts(ForkedJvm jvm, String metric, Map<String, Long> expected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts(jvm, metric)).isEqualTo(expected));
    }

    private static Map<String, Long> counts(ForkedJvm jvm, String metric) {
        Map<String, Long> counts = new TreeMap<>();
        jvm.scrape().counts(metric).forEach((labels, count) -> {
            if (count > 0) {
                assertThat(labels).startsWith(FEATURE);
                counts.put(labels.substring(FEATURE.length()), count);
            }
        });
        return counts;
    }
}

package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many alerts of one trouble are one message, of a length that is taken and read. */
class ManyAlertsIT extends AlertmanagerFixture {
    private SentAlert[] instances(SentAlert alert) {
        return IntStream.range(10, 35)
                .mapToObj(i -> alert.with("instance", "10.0.0." + i + ":8009")
                        .saying("summary", "x".repeat(2000))
                        .saying("description", "y".repeat(100_000)))
                .toArray(SentAlert[]::new);
    }

    @Test
    void areOneMessageThatCanBeRead() throws Exception {
        send(instances(SLOW));

        eventually(() -> assertThat(texts()).singleElement().asString().endsWith("…and 15 more\n"));
        assertThat(texts().get(0).lines().findFirst())
                .contains("[warning] 25 alerts of realtime, realtime_intelligence, websocket_latency");
        assertThat(texts().get(0)).hasSizeLessThan(15_000);
        assertThat(outside.alerts.refused()).isEmpty();
    }

    @Test
    void areOnePage() throws Exception {
        send(instances(VERY_SLOW));

        eventually(() -> assertThat(pages()).hasSize(1));
        assertThat(outside.pagerDuty
                        .triggered()
                        .get(0)
                        .at("/payload/custom_details/firing")
                        .asText())
                .startsWith("Phase3WebSocketLatencyCritical feature=realtime_intelligence instance=10.0.0.10:8009\n")
                .endsWith("…and 15 more");
        assertThat(outside.pagerDuty.refused()).isEmpty();
    }

    @Test
    void thatAreOverAreOneMessageToo() throws Exception {
        send(instances(SLOW));
        eventually(() -> assertThat(texts()).hasSize(1));

        send(Stream.of(instances(SLOW)).map(SentAlert::resolved).toArray(SentAlert[]::new));

        eventually(() -> assertThat(texts()).last().asString().endsWith("…and 20 more resolved"));
    }
}

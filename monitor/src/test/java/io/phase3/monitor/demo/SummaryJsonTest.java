package io.phase3.monitor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {

    private static final URI METRICS = URI.create("http://127.0.0.1:8009/metrics");

    @TempDir
    private Path directory;

    @Test
    void hasEverythingInOneLine() throws Exception {
        Files.writeString(directory.resolve("2026-01-10.jsonl"), CannedScrape.journal());
        Summary summary =
                Summary.of(CannedScrape.scrape(), Duration.ofSeconds(10)).with(RunJournal.read(directory));

        assertThat(SummaryJson.of(summary, METRICS, Optional.empty()))
                .isEqualTo(
                        "{\"ok\":true,\"durationSeconds\":10,\"metricsUrl\":\"http://127.0.0.1:8009/metrics\",\"kinds\":{"
                                + "\"websocket\":{\"feature\":\"realtime_intelligence\",\"calls\":100,\"callsPerSecond\":10,"
                                + "\"p50Seconds\":0.025,\"p95Seconds\":0.0625,\"targetSeconds\":0.05,\"successRatio\":0.8},"
                                + "\"vision\":{\"feature\":\"property_intelligence\",\"calls\":7,\"callsPerSecond\":0.7,"
                                + "\"p50Seconds\":60,\"p95Seconds\":60,\"targetSeconds\":1.5,\"successRatio\":1},"
                                + "\"churn\":{\"feature\":\"churn_prevention\",\"calls\":3,\"callsPerSecond\":0.3,"
                                + "\"p50Seconds\":15,\"p95Seconds\":28.5,\"targetSeconds\":30,\"successRatio\":1},"
                                + "\"coaching\":{\"feature\":\"ai_coaching\",\"calls\":4,\"callsPerSecond\":0.4,"
                                + "\"p50Seconds\":1,\"p95Seconds\":1.9,\"targetSeconds\":2,\"successRatio\":1},"
                                + "\"conversion\":{\"feature\":\"sales\",\"calls\":2,\"callsPerSecond\":0.2,"
                                + "\"p50Seconds\":0.25,\"p95Seconds\":0.475,\"targetSeconds\":null,\"successRatio\":1}},"
                                + "\"conversions\":{\"total\":2,\"journal\":2,\"equal\":true},"
                                + "\"revenue\":{\"byFeature\":{\"ai_coaching\":0.00,\"realtime_intelligence\":1000.50,"
                                + "\"unattributed\":200.25},\"total\":1200.75,\"journal\":{\"byFeature\":{\"ai_coaching\":0.00,"
                                + "\"realtime_intelligence\":1000.50,\"unattributed\":200.25},\"total\":1200.75},\"equal\":true},"
                                + "\"refunds\":{\"byFeature\":{\"ai_coaching\":0.00,\"realtime_intelligence\":200.10,"
                                + "\"unattributed\":0.00},\"total\":200.10,\"journal\":{\"byFeature\":{\"ai_coaching\":0.00,"
                                + "\"realtime_intelligence\":200.10,\"unattributed\":0.00},\"total\":200.10},\"equal\":true},"
                                + "\"net\":{\"byFeature\":{\"ai_coaching\":0.00,\"realtime_intelligence\":800.40,"
                                + "\"unattributed\":200.25},\"total\":1000.65,\"journal\":{\"byFeature\":{\"ai_coaching\":0.00,"
                                + "\"realtime_intelligence\":800.40,\"unattributed\":200.25},\"total\":1000.65},\"equal\":true},"
                                + "\"journal\":{\"directory\":\"" + directory + "\",\"problems\":[]},"
                                + "\"apiCost\":{\"byFeature\":{\"property_intelligence\":{\"claude\":0.10,\"maps\":0.20}},"
                                + "\"total\":0.30},\"touches\":{\"byFeature\":{\"ai_coaching\":0,\"realtime_intelligence\":70},"
                                + "\"total\":70},\"rejected\":{\"duplicate\":2},\"rulesWithoutMethods\":[\"renamed-method\"],"
                                + "\"agentErrors\":{\"expression\":3}}");
    }

    @Test
    void hasNullForWhatIsNotKnown() throws Exception {
        assertThat(SummaryJson.of(
                        Summary.of(CannedScrape.without(MeasuredKind.VISION), Duration.ofSeconds(10)),
                        METRICS,
                        Optional.empty()))
                .startsWith("{\"ok\":false,")
                .contains("\"vision\":{\"feature\":null,\"calls\":0,\"callsPerSecond\":0,\"p50Seconds\":null,"
                        + "\"p95Seconds\":null,\"targetSeconds\":1.5,\"successRatio\":null}");
    }
}

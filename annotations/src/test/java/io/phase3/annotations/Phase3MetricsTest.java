package io.phase3.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What the facade promises to code that runs without the agent. */
class Phase3MetricsTest {

    @Test
    void without_the_agent_every_argument_is_taken_and_nothing_happens() {
        assertThatCode(() -> {
                    Phase3Metrics.recordWebsocketLatency(null, null, Double.NaN);
                    Phase3Metrics.recordVisionAnalysis(null, null, -1, false);
                    Phase3Metrics.recordChurnIntervention("", "", Double.POSITIVE_INFINITY);
                    Phase3Metrics.recordCoachingAnalysis("ai_coaching", "conversation", 1.6);
                    Phase3Metrics.recordRevenueImpact(null, Double.NaN);
                    Phase3Metrics.recordRevenueImpact(null, (BigDecimal) null);
                    Phase3Metrics.recordApiCost(null, null, Double.NEGATIVE_INFINITY);
                    Phase3Metrics.touch(null, null);
                    Phase3Metrics.conversion(null, null, Double.NaN);
                    Phase3Metrics.conversion("id", "lead", new BigDecimal("1E+1000000"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void is_java_8_bytecode() throws IOException {
        try (InputStream file = Phase3Metrics.class.getResourceAsStream("Phase3Metrics.class");
                DataInputStream bytes = new DataInputStream(file)) {
            bytes.skipBytes(6);
            assertThat(bytes.readUnsignedShort()).isEqualTo(52);
        }
    }
}

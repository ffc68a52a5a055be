package io.phase3.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentReportTest {
    private static final String IDLE = """
            phase3_agent_rule_methods{rule="woven",} 0.0
            phase3_agent_errors_total{stage="expression",} 0.0
            """;
    private static final String BUSY = """
            phase3_agent_errors_total{stage="expression",} 0.0
            phase3_websocket_latency_seconds_count{feature="benchmark",message_type="price",outcome="error",} 0.0
            phase3_websocket_latency_seconds_count{feature="benchmark",message_type="price",outcome="success",} 1.2E7
            """;

    @Test
    void isContentWithCallsAlone() {
        assertThatCode(() -> new AgentReport(BUSY).requireCalls(12_000_000)).doesNotThrowAnyException();
    }

    @Test
    void objectsToAMethodThatWasNotWoven() {
        assertThatThrownBy(() -> new AgentReport(IDLE).requireCalls(12_000_000))
                .hasMessageContaining("recorded 0 calls of at least 12000000")
                .hasMessageContaining("phase3_agent_rule_methods");
    }

    @Test
    void objectsToSwallowedFailures() {
        assertThatThrownBy(() -> new AgentReport(BUSY.replace("expression\",} 0.0", "expression\",} 3.0"))
                        .requireCalls(12_000_000))
                .hasMessageContaining("failures");
    }

    @Test
    void objectsToALabelWithoutValue() {
        assertThatThrownBy(() -> new AgentReport(BUSY.replace("price", "unknown")).requireCalls(12_000_000))
                .hasMessageContaining("failures");
    }
}

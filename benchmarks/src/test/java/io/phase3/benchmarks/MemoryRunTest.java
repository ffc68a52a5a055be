package io.phase3.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.touches.MemoryTouches;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryRunTest {
    @Test
    void measuresWhatEachLeadTakes() throws Exception {
        Path agentClasses = Path.of(MemoryTouches.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        TouchedLeads measured = new MemoryRun(agentClasses, 20_000, 5).measure();

        // Five longs are the least; what is promised for a million leads is the most.
        assertThat(measured.touches()).isEqualTo(100_000);
        assertThat(measured.bytesOfLead()).isBetween(40.0, 400.0);
    }
}

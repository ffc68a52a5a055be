package io.phase3.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTableTest {
    @Test
    void showsWhatLeadsAddToTheHeap() {
        TouchedLeads measured = new TouchedLeads(1_000_000, 5_000_000, 150_400_000, 10_000_000);

        assertThat(new MemoryTable(measured).markdown()).isEqualTo("""
                        | leads | touches | heap after GC (MB) | bytes a lead |
                        |--:|--:|--:|--:|
                        | 1,000,000 | 5,000,000 | 150 | 140 |
                        """);
    }
}

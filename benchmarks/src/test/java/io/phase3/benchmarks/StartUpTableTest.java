package io.phase3.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartUpTableTest {
    @Test
    void comparesMedians() {
        Map<Start, List<Double>> times = Map.of(
                Start.BARE, List.of(40.0, 42.0, 400.0),
                Start.MATCHES_NOTHING, List.of(84.0, 80.0, 90.0),
                Start.MATCHES_ONE_CLASS, List.of(420.0, 410.0, 430.0));

        assertThat(new StartUpTable(times).markdown()).isEqualTo("""
                        | hello, world | ms (median) | × bare |
                        |:--|--:|--:|
                        | bare | 42 | 1.00 |
                        | agent, matches nothing | 84 | 2.00 |
                        | agent, matches one class | 420 | 10.00 |
                        """);
    }
}

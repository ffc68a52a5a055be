package io.phase3.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotPathTableTest {
    private final List<Fork> forks = new ArrayList<>();

    @Test
    void givesMeanErrorRatioAndAllocationOfEachRow() {
        measured(Variant.FLOOR, 1, 60, 62, 64);
        measured(Variant.WOVEN, 1, 66, 68.2, 70.4);

        assertThat(new HotPathTable(forks).markdown().lines())
                .startsWith(
                        "| threads | method | ns/call | ± | × floor | B/call |",
                        "|--:|:--|--:|--:|--:|--:|",
                        "| 1 | floor | 62.0 | 5.0 | 1.00 | 0 |",
                        "| 1 | woven | 68.2 | 5.5 | 1.10 | 0 |");
    }

    @Test
    void comparesOnlyWhatRanInTheSameRound() {
        // The machine was three times as slow in the second round.
        measured(Variant.FLOOR, 1, 50, 150, 50);
        measured(Variant.WOVEN, 1, 60, 180, 60);

        assertThat(new HotPathTable(forks).ratioToFloor(Variant.WOVEN, 1)).isEqualTo(1.2, within(1e-9));
    }

    @Test
    void keepsOneDisturbedRoundOutOfTheRatio() {
        measured(Variant.FLOOR, 1, 50, 50, 50);
        measured(Variant.WOVEN, 1, 60, 900, 60);

        assertThat(new HotPathTable(forks).ratioToFloor(Variant.WOVEN, 1)).isEqualTo(1.2, within(1e-9));
    }

    @Test
    void comparesWithTheFloorAtTheSameNumberOfThreads() {
        measured(Variant.FLOOR, 1, 50);
        measured(Variant.FLOOR, 2, 100);
        measured(Variant.WOVEN, 2, 130);

        assertThat(new HotPathTable(forks).ratioToFloor(Variant.WOVEN, 2)).isEqualTo(1.3, within(1e-9));
    }

    @Test
    void sortsRowsByThreadsThenAsDeclared() {
        measured(Variant.WOVEN, 2, 130);
        measured(Variant.FLOOR, 2, 100);
        measured(Variant.FLOOR, 1, 50);

        assertThat(new HotPathTable(forks).markdown().lines().skip(2).limit(3))
                .extracting(line -> line.substring(0, line.indexOf('|', 6)).trim())
                .containsExactly("| 1 | floor", "| 2 | floor", "| 2 | woven");
    }

    @Test
    void claimsNoErrorForASingleFork() {
        measured(Variant.FLOOR, 1, 50);

        assertThat(new HotPathTable(forks).markdown()).contains("| 1 | floor | 50.0 | – | 1.00 | 0 |");
    }

    private void measured(Variant variant, int threads, double... nanosByRound) {
        for (int round = 1; round <= nanosByRound.length; round++) {
            forks.add(new Fork(variant, threads, round, nanosByRound[round - 1], 1e-5));
        }
    }
}

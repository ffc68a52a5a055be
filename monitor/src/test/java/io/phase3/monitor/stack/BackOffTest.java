package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff();

    private LongStream seconds(long... up) {
        return LongStream.of(up)
                .map(seconds -> backOff.after(Duration.ofSeconds(seconds)).toSeconds());
    }

    @Test
    void growsWithEachEndUpToALimit() {
        assertThat(seconds(0, 0, 1, 2, 59, 0, 0)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void beginsAnewAfterAMinute() {
        assertThat(seconds(0, 0, 0, 60, 0)).containsExactly(1L, 2L, 4L, 1L, 2L);
    }
}

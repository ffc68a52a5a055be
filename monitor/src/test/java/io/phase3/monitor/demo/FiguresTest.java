package io.phase3.monitor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.terminal.Symbols;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    private final Figures figures = new Figures(Symbols.ASCII);

    @ParameterizedTest
    @CsvSource({
        "0.0000634, 63 us",
        "0.001, 1 ms",
        "0.0125, 12.5 ms",
        "0.12345, 123 ms",
        "1.5, 1.5 s",
        "30, 30 s",
        "100, 100 s",
        "NaN, -"
    })
    void writesSecondsInTheUnitThatSuitsThem(double seconds, String text) {
        assertThat(figures.seconds(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999999, '999,999'", "1234567, 1.2M", "2500000000, 2.5G"})
    void writesCountsShort(long count, String text) {
        assertThat(figures.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, $0.00", "0.0042, $0.0042", "12.5, $12.50", "1234567.891, '$1,234,567.89'", "-5.5, -$5.50"})
    void writesDollarsToTheCentAndSmallOnesFiner(BigDecimal dollars, String text) {
        assertThat(figures.dollars(dollars)).isEqualTo(text);
    }

    @Test
    void writesElapsedTimeInSecondsOrMinutes() {
        assertThat(figures.elapsed(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(figures.elapsed(Duration.ofSeconds(303))).isEqualTo("5 min 03 s");
    }
}

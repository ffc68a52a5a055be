package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.impact.ImpactReport.Objective;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private final Figures figures = new Figures("?", "-");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                    | $0.00",
                "7                    | $0.07",
                "124550               | $1,245.50",
                "-1250                | -$12.50",
                "9223372036854775807  | $92,233,720,368,547,758.07",
                "-9223372036854775808 | -$92,233,720,368,547,758.08"
            })
    void dollarsAreExactToTheCent(long cents, String written) {
        assertThat(figures.dollars(cents)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "265000 | 440000  | $265K-440K",
                "75500  | 1200000 | $75.5K-1.2M",
                "500    | 75250   | $500-75,250",
                "0      | 265000  | $0-265K"
            })
    void aRangeIsShortWhereThatIsAsExact(BigDecimal low, BigDecimal high, String written) {
        assertThat(figures.range(low, high)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seconds           | false | 0.05   | 0.0473    | at most 50 ms        | 47.3 ms",
                "seconds           | false | 0.05   | 3         | at most 50 ms        | 3,000.0 ms",
                "seconds           | false | 1.5    | 1.19      | at most 1.5 s        | 1.19 s",
                "ratio             | true  | 0.88   | 0.87999   | at least 88%         | 87.999%",
                "ratio             | true  | 0.88   | 0.8800    | at least 88%         | 88.0%",
                "ratio             | true  | 0.999  | 0.99957   | at least 99.9%       | 99.96%",
                "ratio             | true  | 0.05   | -0.012    | at least 5%          | -1.2%",
                "score             | true  | 50     | 54.2      | at least 50          | 54.2",
                "multiple          | true  | 1875   | 1912.44   | at least 1,875x      | 1,912.4x",
                "dollars_per_year  | true  | 265000 | 454607.5  | at least $265,000/year | $454,607.50",
                "dollars_per_month | false | 2000   | -3.005    | at most $2,000/month | -$3.01",
                "parsecs           | false | 12     | 11.96     | at most 12 parsecs   | 11.96 parsecs"
            })
    void whatWasReachedIsNeverRoundedOntoTheGoal(
            String unit, boolean atLeast, BigDecimal goal, BigDecimal value, String aim, String reached) {
        Objective objective = new Objective("any", "Any", Optional.empty(), unit, atLeast, goal, Optional.of(value));

        assertThat(figures.goal(objective)).isEqualTo(aim);
        assertThat(figures.reached(objective)).isEqualTo(reached);
    }

    @Test
    void whatNobodyKnowsIsAbsent() {
        assertThat(figures.dollars(OptionalLong.empty())).isEqualTo("?");
        assertThat(figures.percent(Optional.empty())).isEqualTo("?");
        assertThat(figures.range(Optional.empty(), Optional.empty())).isEqualTo("?");
    }
}

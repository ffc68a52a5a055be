package io.phase3.monitor.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsedQueriesIT {
    @TempDir
    private static Path directory;

    private static ParsedQueries queries;

    @BeforeAll
    static void start() throws IOException {
        queries = ParsedQueries.start(directory);
    }

    @AfterAll
    static void end() {
        if (queries != null) {
            queries.close();
        }
    }

    @Test
    void tellsEverySelectorOfAnExpression() throws IOException {
        assertThat(queries.selectors(
                        "sum by (a) (rate(x_total{b!=\"1\"}[5m])) / on (a) y{c=~\"d|e\"} unless absent(z)"))
                .extracting(Selector::toString)
                .containsExactlyInAnyOrder("x_total{b!=\"1\"}", "y{c=~\"d|e\"}", "z{}");
    }

    @Test
    void tellsWhatIsDoneToItFirst() throws IOException {
        Selector selector = queries.selectors("sum(rate(x_total[5m]))").get(0);

        assertThat(selector.function()).isEqualTo("rate");
        assertThat(selector.range()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void tellsByWhichLabelsItIsAggregated() throws IOException {
        assertThat(queries.selectors("max by (a, b) (x)").get(0).grouping()).containsExactly("a", "b");
    }

    @Test
    void tellsEveryLabelThatIsGroupedBy() throws IOException {
        assertThat(queries.groupings("sum by(a,b)(rate(x[5m])) / on (d) max by () (y) unless count(z) by (c)"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void takesAStringForAStringThoughItLooksLikeASelector() throws IOException {
        assertThat(queries.selectors("label_replace(x, \"a\", \"y{}\", \"b\", \"z\")"))
                .extracting(Selector::metric)
                .isEqualTo(List.of("x"));
    }

    @Test
    void refusesWhatIsNoExpression() {
        assertThatThrownBy(() -> queries.selectors("sum by (x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parse error")
                .hasMessageEndingWith("in: sum by (x");
    }
}

package io.phase3.monitor.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The expected values are those of Prometheus' {@code histogram_quantile}. */
class HistogramTest {

    private static final String TWO_SERIES = """
            h_bucket{type="a",le="0.1"} 10
            h_bucket{type="a",le="0.5"} 20
            h_bucket{type="a",le="+Inf"} 20
            h_count{type="a"} 20
            h_bucket{type="b",le="0.1"} 0
            h_bucket{type="b",le="0.5"} 60
            h_bucket{type="b",le="+Inf"} 80
            h_count{type="b"} 80
            """;

    @Test
    void addsUpAllSeries() {
        assertThat(histogram(TWO_SERIES).count()).isEqualTo(100);
    }

    @Test
    void interpolatesInsideTheBucketOfTheRank() {
        assertThat(histogram(TWO_SERIES).quantile(0.5)).isCloseTo(0.1 + 0.4 * 40 / 70, within(1e-12));
    }

    @Test
    void beginsTheFirstBucketAtZero() {
        assertThat(histogram(TWO_SERIES).quantile(0.05)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void answersTheLastFiniteBoundForARankBeyondIt() {
        assertThat(histogram(TWO_SERIES).quantile(0.95)).isEqualTo(0.5);
    }

    @Test
    void passesOverAnEmptyFirstBucketForTheLeastValue() {
        assertThat(histogram("h_bucket{le=\"1\"} 0\nh_bucket{le=\"2\"} 4\nh_bucket{le=\"+Inf\"} 4\n")
                        .quantile(0))
                .isEqualTo(1);
    }

    @Test
    void isNotANumberWithoutObservations() {
        assertThat(histogram("h_bucket{le=\"1\"} 0\nh_bucket{le=\"+Inf\"} 0\nh_count 0\n")
                        .quantile(0.5))
                .isNaN();
    }

    @Test
    void isNotANumberWithoutAFiniteBucket() {
        assertThat(histogram("h_bucket{le=\"+Inf\"} 3\nh_count 3\n").quantile(0.5))
                .isNaN();
    }

    @Test
    void isEmptyWhereTheScrapeDoesNotHaveIt() {
        assertThat(histogram("other 1").count()).isZero();
    }

    private static Histogram histogram(String scrape) {
        return Histogram.of(TextFormat.parse(scrape), "h");
    }
}

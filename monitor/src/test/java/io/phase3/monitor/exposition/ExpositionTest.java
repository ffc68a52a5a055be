package io.phase3.monitor.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final MetricFamily NPS =
            new MetricFamily("acme_nps", MetricFamily.Type.GAUGE, "Score.", List.of("feature"));
    private static final MetricFamily SALES =
            new MetricFamily("acme_sales_total", MetricFamily.Type.COUNTER, "Sales.", List.of());

    private final SettableClock clock = new SettableClock();
    private final List<String> problems = new ArrayList<>();
    private final Exposition exposition = new Exposition(clock, problems::add);

    @Nested
    class AScrape {

        @Test
        void seesACounterUnderItsNameWithTotal() {
            exposition.publish("sales", List.of(Measurement.of(SALES, 3)), KEEP);

            assertThat(scrape()).isEqualTo("""
                    # HELP acme_sales_total Sales.
                    # TYPE acme_sales_total counter
                    acme_sales_total 3.0
                    """);
        }

        @Test
        void seesACounterInOpenMetricsWithoutACreationTime() throws IOException {
            exposition.publish("sales", List.of(Measurement.of(SALES, 3)), KEEP);
            StringWriter text = new StringWriter();

            TextFormat.writeOpenMetrics100(text, exposition.registry().metricFamilySamples());

            assertThat(text.toString()).contains("# TYPE acme_sales counter").doesNotContain("_created");
        }

        @Test
        void seesTheMetricOfTwoSourcesAsOneFamily() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            exposition.publish("there", List.of(Measurement.of(NPS, 50, "vision")), KEEP);

            assertThat(scrape())
                    .containsOnlyOnce("# TYPE acme_nps gauge")
                    .contains("acme_nps{feature=\"coaching\",} 40.0", "acme_nps{feature=\"vision\",} 50.0");
        }

        @Test
        void seesWhatIsNotANumber() {
            exposition.publish("here", List.of(Measurement.of(NPS, Double.NaN, "coaching")), KEEP);

            assertThat(scrape()).contains("acme_nps{feature=\"coaching\",} NaN");
        }

        @Test
        void seesNothingOfAFamilyWithoutValues() {
            exposition.publish("here", List.of(), KEEP);

            assertThat(scrape()).isEmpty();
        }
    }

    @Nested
    class Values {

        @Test
        void replaceAllThatTheSourceHasSaidBefore() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            exposition.publish("here", List.of(Measurement.of(NPS, 50, "vision")), KEEP);

            assertThat(scrape()).contains("vision").doesNotContain("coaching");
        }

        @Test
        void areServedUntilTheyExpire() {
            exposition.publish("here", List.of(Measurement.of(SALES, 1)), KEEP);

            clock.advance(KEEP.minusNanos(1));
            assertThat(scrape()).contains("acme_sales_total 1.0");
            clock.advance(Duration.ofNanos(1));
            assertThat(scrape()).isEmpty();
        }

        @Test
        void ofAnotherSourceMayTakeThePlaceOfExpiredOnes() {
            exposition.publish("here", List.of(Measurement.of(SALES, 1)), KEEP);
            clock.advance(KEEP);
            exposition.publish("there", List.of(Measurement.of(SALES, 2)), KEEP);

            assertThat(scrape()).contains("acme_sales_total 2.0");
            assertThat(problems).isEmpty();
        }
    }

    @Nested
    class WhatDoesNotFit {

        @Test
        void isLeftOutIfAnotherSourceHasTheSameLabels() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            exposition.publish(
                    "there", List.of(Measurement.of(NPS, 41, "coaching"), Measurement.of(NPS, 50, "vision")), KEEP);

            assertThat(scrape())
                    .contains("coaching\",} 40.0", "vision\",} 50.0")
                    .doesNotContain("41.0");
            assertThat(problems)
                    .containsExactly("there: values of acme_nps are left out: a value of the same feature comes from"
                            + " here already; only one may say it");
        }

        @Test
        void isReportedOnce() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            for (int i = 0; i < 3; i++) {
                exposition.publish("there", List.of(Measurement.of(NPS, i, "coaching")), KEEP);
            }

            assertThat(problems).hasSize(1);
        }

        @Test
        void isLeftOutIfItsTypeDiffers() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            MetricFamily counter =
                    new MetricFamily("acme_nps", MetricFamily.Type.COUNTER, "Score.", List.of("feature"));
            exposition.publish("there", List.of(Measurement.of(counter, 50, "vision")), KEEP);

            assertThat(scrape()).doesNotContain("vision");
            assertThat(problems)
                    .containsExactly("there: values of acme_nps are left out: it is a counter here and a gauge of here;"
                            + " one metric has one type");
        }

        @Test
        void isLeftOutIfItsLabelsDiffer() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            MetricFamily bare = new MetricFamily("acme_nps", MetricFamily.Type.GAUGE, "Score.", List.of());
            exposition.publish("there", List.of(Measurement.of(bare, 50)), KEEP);

            assertThat(scrape()).doesNotContain("50.0");
            assertThat(problems)
                    .containsExactly("there: values of acme_nps are left out: it has the labels [] here and [feature]"
                            + " of here; one metric has the same labels everywhere");
        }

        @Test
        void isLeftOutIfItsHelpDiffers() {
            exposition.publish("here", List.of(Measurement.of(NPS, 40, "coaching")), KEEP);
            MetricFamily other =
                    new MetricFamily("acme_nps", MetricFamily.Type.GAUGE, "Something else.", List.of("feature"));
            exposition.publish("there", List.of(Measurement.of(other, 50, "vision")), KEEP);

            assertThat(scrape()).doesNotContain("vision");
            assertThat(problems).singleElement().asString().endsWith("one metric has one help");
        }

        @Test
        void isAGaugeThatIsCalledLikeACounterWithoutTotal() {
            exposition.publish("here", List.of(Measurement.of(SALES, 1)), KEEP);
            MetricFamily gauge = new MetricFamily("acme_sales", MetricFamily.Type.GAUGE, "Sales.", List.of());
            exposition.publish("there", List.of(Measurement.of(gauge, 2)), KEEP);

            assertThat(scrape()).doesNotContain("acme_sales 2.0");
            assertThat(problems).singleElement().asString().contains("here has acme_sales_total already");
        }
    }

    private String scrape() {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text, exposition.registry().metricFamilySamples());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    /** A clock that stands still until it is moved. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

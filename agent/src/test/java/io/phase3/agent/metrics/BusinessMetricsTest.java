package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.exporter.common.TextFormat;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessMetricsTest {
    private final Metrics metrics = new Metrics(2);
    private final BusinessMetrics business = metrics.business();

    private Map<String, Double> series(String prefix) {
        return Scrape.of(metrics).startingWith(prefix);
    }

    /** Names as METRICS.md promises them; labels are those of the series below. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase3_touches",
                "phase3_revenue_impact_dollars",
                "phase3_revenue_refunded_dollars",
                "phase3_conversions",
                "phase3_api_cost_dollars",
                "phase3_attribution_rejected",
            })
    void are_counters_that_explain_themselves(String family) {
        assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                .contains("# TYPE " + family + "_total counter\n")
                .containsPattern("# HELP " + family + "_total [A-Z].*\\.\n");
    }

    @Nested
    class From_the_start_at_zero {
        @Test
        void are_touches_revenue_and_refunds_of_a_feature() {
            business.feature("vision");
            assertThat(series("phase3_"))
                    .containsEntry("phase3_touches_total{feature=\"vision\"}", 0.0)
                    .containsEntry("phase3_revenue_impact_dollars_total{feature=\"vision\"}", 0.0)
                    .containsEntry("phase3_revenue_refunded_dollars_total{feature=\"vision\"}", 0.0);
        }

        @Test
        void are_the_conversions_of_a_type() {
            business.conversionType("sale");
            assertThat(series("phase3_conversions_total"))
                    .containsExactly(Map.entry("phase3_conversions_total{conversion_type=\"sale\"}", 0.0));
        }

        @Test
        void is_the_cost_of_a_service() {
            business.apiCost("vision", "claude");
            assertThat(series("phase3_api_cost_dollars_total"))
                    .containsExactly(
                            Map.entry("phase3_api_cost_dollars_total{feature=\"vision\",api=\"claude\"}", 0.0));
        }

        @Test
        void is_what_cannot_count_for_a_reason() {
            business.rejection("no_lead");
            assertThat(series("phase3_attribution_rejected_total"))
                    .containsExactly(Map.entry("phase3_attribution_rejected_total{reason=\"no_lead\"}", 0.0));
        }

        @Test
        void is_all_that_configuration_names_whatever_the_bound() {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                business.feature(name);
                business.conversionType(name);
                business.apiCost(name, name);
            }
            assertThat(series("phase3_touches_total")).hasSize(4);
            assertThat(series("phase3_revenue_impact_dollars_total")).hasSize(4);
            assertThat(series("phase3_revenue_refunded_dollars_total")).hasSize(4);
            assertThat(series("phase3_conversions_total")).hasSize(4);
            assertThat(series("phase3_api_cost_dollars_total")).hasSize(4);
        }
    }

    @Nested
    class Counted {
        @Test
        void are_touches_by_feature() {
            business.touched("vision");
            business.touched("churn");
            business.touched("vision");
            assertThat(series("phase3_touches_total"))
                    .containsOnly(
                            Map.entry("phase3_touches_total{feature=\"vision\"}", 2.0),
                            Map.entry("phase3_touches_total{feature=\"churn\"}", 1.0));
        }

        @Test
        void are_conversions_by_type() {
            business.converted("sale");
            business.converted("sale");
            assertThat(series("phase3_conversions_total"))
                    .containsExactly(Map.entry("phase3_conversions_total{conversion_type=\"sale\"}", 2.0));
        }

        @Test
        void is_revenue_in_dollars_by_feature() {
            business.earned("vision", 10);
            business.earned("vision", 20);
            business.earned("unattributed", 1_234_567);
            assertThat(series("phase3_revenue_impact_dollars_total"))
                    .containsOnly(
                            Map.entry("phase3_revenue_impact_dollars_total{feature=\"vision\"}", 0.3),
                            Map.entry("phase3_revenue_impact_dollars_total{feature=\"unattributed\"}", 12_345.67));
        }

        @Test
        void are_refunds_in_dollars_by_feature_and_revenue_stays_as_it_was() {
            business.earned("vision", 1_000);
            business.gaveBack("vision", 999);
            assertThat(series("phase3_revenue"))
                    .containsOnly(
                            Map.entry("phase3_revenue_impact_dollars_total{feature=\"vision\"}", 10.0),
                            Map.entry("phase3_revenue_refunded_dollars_total{feature=\"vision\"}", 9.99));
        }

        @Test
        void are_billionths_of_a_dollar_of_cost_by_feature_and_service() {
            business.apiCost("vision", "claude").add(3_000);
            business.apiCost("vision", "claude").add(15_000_000_001L);
            assertThat(series("phase3_api_cost_dollars_total"))
                    .containsExactly(Map.entry(
                            "phase3_api_cost_dollars_total{feature=\"vision\",api=\"claude\"}", 15.000003001));
        }

        @Test
        void is_what_cannot_count_by_reason() {
            business.rejected("no_lead");
            business.rejected("duplicate");
            business.rejected("no_lead");
            assertThat(series("phase3_attribution_rejected_total"))
                    .containsOnly(
                            Map.entry("phase3_attribution_rejected_total{reason=\"no_lead\"}", 2.0),
                            Map.entry("phase3_attribution_rejected_total{reason=\"duplicate\"}", 1.0));
        }
    }

    @Nested
    class Names_past_the_bound_count_as_other {
        private void twice(Runnable first, Runnable second, Runnable third) {
            for (int i = 0; i < 2; i++) {
                first.run();
                second.run();
                third.run();
            }
        }

        @Test
        void in_touches() {
            twice(() -> business.touched("a"), () -> business.touched("b"), () -> business.touched("c"));
            assertOther("phase3_touches", "feature=\"__other__\"", 2);
        }

        @Test
        void in_conversions() {
            twice(() -> business.converted("a"), () -> business.converted("b"), () -> business.converted("c"));
            assertOther("phase3_conversions", "conversion_type=\"__other__\"", 2);
        }

        @Test
        void in_revenue() {
            twice(() -> business.earned("a", 1), () -> business.earned("b", 1), () -> business.earned("c", 250));
            assertOther("phase3_revenue_impact_dollars", "feature=\"__other__\"", 5);
        }

        @Test
        void in_refunds() {
            twice(() -> business.gaveBack("a", 1), () -> business.gaveBack("b", 1), () -> business.gaveBack("c", 250));
            assertOther("phase3_revenue_refunded_dollars", "feature=\"__other__\"", 5);
        }

        @Test
        void in_costs() {
            twice(
                    () -> business.boundedApiCost("a", "x").add(1),
                    () -> business.boundedApiCost("b", "y").add(1),
                    () -> business.boundedApiCost("a", "y").add(2_500_000_000L));
            assertOther("phase3_api_cost_dollars", "feature=\"__other__\",api=\"__other__\"", 5);
        }

        private void assertOther(String family, String labels, double sum) {
            assertThat(series(family + "_total")).hasSize(3).containsEntry(family + "_total{" + labels + "}", sum);
            assertThat(series("phase3_agent_label_overflow"))
                    .containsExactly(Map.entry("phase3_agent_label_overflow_total{metric=\"" + family + "\"}", 2.0));
        }
    }
}

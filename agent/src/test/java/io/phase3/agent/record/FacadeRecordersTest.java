package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.Metrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacadeRecordersTest {
    private static final String WEBSOCKET = "phase3_websocket_latency_seconds";
    private static final String RECORD_WEBSOCKET = "recordWebsocketLatency(String, String, double)";
    private static final String RECORD_VISION = "recordVisionAnalysis(String, String, double, boolean)";
    private static final String RECORD_COST = "recordApiCost(String, String, BigDecimal)";
    private static final String RECORD_REVENUE = "recordRevenueImpact(String, BigDecimal)";
    private static final String CONVERSION = "conversion(String, String, BigDecimal)";
    private static final String TOUCH = "touch(String, String)";
    private static final String VISION = "phase3_vision_analysis_duration_seconds";

    private final Metrics metrics = new Metrics(4);
    private final List<Throwable> failures = new ArrayList<>();
    private final ReportedEvents events = new ReportedEvents();
    private final FacadeRecorders recorders = new FacadeRecorders(metrics, events, failures::add);

    /** As the bridge calls it: with room for four values. */
    private void call(String signature, Object... arguments) {
        Object[] frame = new Object[FrameLayout.FIRST_VALUE + 4];
        frame[FrameLayout.THREAD] = 0;
        System.arraycopy(arguments, 0, frame, FrameLayout.FIRST_VALUE, arguments.length);
        recorders.recorderOf(signature).orElseThrow().accept(frame, 0);
    }

    private Double value(String series, String typeLabel, String... values) {
        return metrics.registry().getSampleValue(series, new String[] {"feature", typeLabel, "outcome"}, values);
    }

    @Nested
    class A_duration {
        @ParameterizedTest
        @CsvSource({
            "'recordWebsocketLatency(String, String, double)', phase3_websocket_latency_seconds, message_type",
            "'recordVisionAnalysis(String, String, double, boolean)', phase3_vision_analysis_duration_seconds, analysis_type",
            "'recordChurnIntervention(String, String, double)', phase3_churn_intervention_duration_seconds, risk_level",
            "'recordCoachingAnalysis(String, String, double)', phase3_coaching_analysis_duration_seconds, analysis_type",
        })
        void goes_to_the_metric_of_its_method(String method, String metric, String typeLabel) {
            call(method, "realtime", "lead_update", .25);
            assertThat(value(metric + "_count", typeLabel, "realtime", "lead_update", "success"))
                    .isEqualTo(1);
            assertThat(value(metric + "_sum", typeLabel, "realtime", "lead_update", "success"))
                    .isEqualTo(.25);
        }

        @Test
        void may_be_zero() {
            call(RECORD_WEBSOCKET, "realtime", "lead_update", 0.0);
            assertThat(value(WEBSOCKET + "_count", "message_type", "realtime", "lead_update", "success"))
                    .isEqualTo(1);
            assertThat(failures).isEmpty();
        }

        @Test
        void of_a_bucket_edge_falls_into_that_bucket() {
            call(RECORD_WEBSOCKET, "realtime", "lead_update", .05);
            assertThat(metrics.registry()
                            .getSampleValue(
                                    WEBSOCKET + "_bucket",
                                    new String[] {"feature", "message_type", "outcome", "le"},
                                    new String[] {"realtime", "lead_update", "success", "0.05"}))
                    .isEqualTo(1);
        }

        @Test
        void of_a_failure_is_an_error() {
            call(RECORD_VISION, "property", "luxury", .5, false);
            call(RECORD_VISION, "property", "luxury", .5, true);
            assertThat(value(VISION + "_count", "analysis_type", "property", "luxury", "error"))
                    .isEqualTo(1);
            assertThat(value(VISION + "_count", "analysis_type", "property", "luxury", "success"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Labels {
        @Test
        void past_the_bound_are_other() {
            for (String type : new String[] {"a", "b", "c", "a"}) {
                call(RECORD_WEBSOCKET, "realtime", type, .1);
            }
            assertThat(value(WEBSOCKET + "_count", "message_type", "realtime", "a", "success"))
                    .isEqualTo(2);
            assertThat(value(WEBSOCKET + "_count", "message_type", "realtime", "c", "success"))
                    .isNull();
            assertThat(value(WEBSOCKET + "_count", "message_type", "__other__", "__other__", "success"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class What_cannot_be_recorded {
        @ParameterizedTest
        @ValueSource(doubles = {-.001, 1e9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void is_no_duration(double seconds) {
            call(RECORD_WEBSOCKET, "realtime", "lead_update", seconds);
            assertRefused();
        }

        @Test
        void has_no_feature() {
            call(RECORD_WEBSOCKET, null, "lead_update", .1);
            assertRefused();
        }

        @Test
        void has_no_type() {
            call(RECORD_WEBSOCKET, "realtime", null, .1);
            assertRefused();
        }

        private void assertRefused() {
            assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
            assertThat(Arrays.asList(
                            value(WEBSOCKET + "_count", "message_type", "realtime", "lead_update", "success"),
                            value(WEBSOCKET + "_count", "message_type", "realtime", "null", "success")))
                    .containsOnlyNulls();
        }

        @Test
        void is_explained_in_the_same_words_each_time_so_that_one_line_is_enough() {
            call(RECORD_WEBSOCKET, "realtime", "lead_update", -1.5);
            call(RECORD_WEBSOCKET, "realtime", "lead_update", -2.5);
            assertThat(failures)
                    .extracting(Throwable::getMessage)
                    .hasSize(2)
                    .containsOnly(failures.get(0).getMessage());
        }
    }

    @Nested
    class A_method_that_records_nothing {
        @Test
        void has_no_recorder() {
            assertThat(recorders.recorderOf("hashCode()")).isEmpty();
        }

        @Test
        void may_be_an_overload_that_passes_its_arguments_on() {
            assertThat(recorders.recorderOf("conversion(String, String, double)"))
                    .isEmpty();
            assertThat(recorders.recorderOf("recordApiCost(String, String, double)"))
                    .isEmpty();
            assertThat(recorders.recorderOf("recordRevenueImpact(String, double)"))
                    .isEmpty();
        }
    }

    @Nested
    class A_cost {
        private Double cost(String feature, String api) {
            return metrics.registry()
                    .getSampleValue(
                            "phase3_api_cost_dollars_total", new String[] {"feature", "api"}, new String[] {feature, api
                            });
        }

        @Test
        void is_added_up_by_feature_and_api() {
            call(RECORD_COST, "property", "vision", new BigDecimal("0.000003"));
            call(RECORD_COST, "property", "vision", new BigDecimal("0.02"));
            assertThat(cost("property", "vision")).isEqualTo(.020003);
        }

        @Test
        void past_the_bound_is_other() {
            for (String api : new String[] {"a", "b", "c", "d", "e"}) {
                call(RECORD_COST, "property", api, BigDecimal.ONE);
            }
            assertThat(cost("__other__", "__other__")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-0.01", "1000000.01", "1E+1000000000"})
        void cannot_be(BigDecimal dollars) {
            call(RECORD_COST, "property", "vision", dollars);
            assertThat(failures)
                    .singleElement()
                    .hasToString("java.lang.IllegalArgumentException: Phase3Metrics.recordApiCost: "
                            + "a cost must be between 0 and 1,000,000 dollars");
            assertThat(cost("property", "vision")).isNull();
        }

        @Test
        void needs_feature_api_and_amount() {
            call(RECORD_COST, null, "vision", BigDecimal.ONE);
            call(RECORD_COST, "property", null, BigDecimal.ONE);
            call(RECORD_COST, "property", "vision", null);
            assertThat(failures)
                    .hasSize(3)
                    .allSatisfy(it -> assertThat(it).hasMessage("a cost needs a feature, an api and a finite amount"));
        }
    }

    @Nested
    class An_event {
        @Test
        void is_reported_with_the_method_it_came_through() {
            call(TOUCH, "lead-1", "property");
            call(CONVERSION, "deal-1", "lead-1", new BigDecimal("125.50"));
            call(RECORD_REVENUE, "property", new BigDecimal("9.99"));
            assertThat(events.lines())
                    .containsExactly(
                            "touch lead-1 property",
                            "conversion conversion deal-1 lead-1 125.50 null",
                            "revenue property 9.99");
            assertThat(events.origins())
                    .containsExactly(
                            "Phase3Metrics.touch", "Phase3Metrics.conversion", "Phase3Metrics.recordRevenueImpact");
        }

        @Test
        void without_its_values_is_passed_on_to_be_rejected() {
            call(TOUCH, null, null);
            call(CONVERSION, null, null, null);
            call(RECORD_REVENUE, null, null);
            assertThat(events.lines())
                    .containsExactly(
                            "touch null null", "conversion conversion null null null null", "revenue null null");
            assertThat(failures).isEmpty();
        }
    }
}

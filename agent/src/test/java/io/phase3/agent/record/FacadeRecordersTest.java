package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.Metrics;
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
    private static final String VISION = "phase3_vision_analysis_duration_seconds";

    private final Metrics metrics = new Metrics(4);
    private final List<Throwable> failures = new ArrayList<>();
    private final FacadeRecorders recorders = new FacadeRecorders(metrics, failures::add);

    /** As the bridge calls it: with room for four values. */
    private void call(String method, Object... arguments) {
        Object[] frame = new Object[FrameLayout.FIRST_VALUE + 4];
        frame[FrameLayout.THREAD] = 0;
        System.arraycopy(arguments, 0, frame, FrameLayout.FIRST_VALUE, arguments.length);
        recorders.recorderOf(method).orElseThrow().accept(frame, 0);
    }

    private Double value(String series, String typeLabel, String... values) {
        return metrics.registry().getSampleValue(series, new String[] {"feature", typeLabel, "outcome"}, values);
    }

    @Nested
    class A_duration {
        @ParameterizedTest
        @CsvSource({
            "recordWebsocketLatency, phase3_websocket_latency_seconds, message_type",
            "recordVisionAnalysis, phase3_vision_analysis_duration_seconds, analysis_type",
            "recordChurnIntervention, phase3_churn_intervention_duration_seconds, risk_level",
            "recordCoachingAnalysis, phase3_coaching_analysis_duration_seconds, analysis_type",
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
            call("recordWebsocketLatency", "realtime", "lead_update", 0.0);
            assertThat(value(WEBSOCKET + "_count", "message_type", "realtime", "lead_update", "success"))
                    .isEqualTo(1);
            assertThat(failures).isEmpty();
        }

        @Test
        void of_a_bucket_edge_falls_into_that_bucket() {
            call("recordWebsocketLatency", "realtime", "lead_update", .05);
            assertThat(metrics.registry()
                            .getSampleValue(
                                    WEBSOCKET + "_bucket",
                                    new String[] {"feature", "message_type", "outcome", "le"},
                                    new String[] {"realtime", "lead_update", "success", "0.05"}))
                    .isEqualTo(1);
        }

        @Test
        void of_a_failure_is_an_error() {
            call("recordVisionAnalysis", "property", "luxury", .5, false);
            call("recordVisionAnalysis", "property", "luxury", .5, true);
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
                call("recordWebsocketLatency", "realtime", type, .1);
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
            call("recordWebsocketLatency", "realtime", "lead_update", seconds);
            assertRefused();
        }

        @Test
        void has_no_feature() {
            call("recordWebsocketLatency", null, "lead_update", .1);
            assertRefused();
        }

        @Test
        void has_no_type() {
            call("recordWebsocketLatency", "realtime", null, .1);
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
            call("recordWebsocketLatency", "realtime", "lead_update", -1.5);
            call("recordWebsocketLatency", "realtime", "lead_update", -2.5);
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
            assertThat(recorders.recorderOf("hashCode")).isEmpty();
        }
    }
}

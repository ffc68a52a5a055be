package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that uses the annotations and the facade. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#all")
class AnnotatedDayIT {
    private static ForkedJvm jvm;
    private static Scrape scrape;

    @Parameter
    private Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) {
        jvm = ForkedJvm.on(jdk)
                .annotations()
                .rules("""
                        renamed { methods = ["com.acme.annotated.AnnotatedService.renamed(..)"]
                                  feature = from_configuration }
                        """)
                .scenario("annotated.AnnotatedDay")
                .ready();
        scrape = jvm.scrape();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        jvm.close();
    }

    @Nested
    class Annotations {
        @Test
        void measure_by_their_kind_feature_and_expressions() {
            assertThat(scrape.counts("phase3_websocket_latency_seconds_count"))
                    .contains(
                            entry("realtime_intelligence/lead_update/success", 2L),
                            entry("realtime_intelligence/offer/success", 1L));
            assertThat(scrape.counts("phase3_coaching_analysis_duration_seconds_count"))
                    .contains(entry("ai_coaching/call/success", 1L), entry("ai_coaching/call/error", 0L));
            assertThat(scrape.counts("phase3_operation_duration_seconds_count"))
                    .containsOnly(entry("unattributed/timed/success", 1L), entry("unattributed/timed/error", 0L));
            assertThat(scrape.counts("phase3_conversion_duration_seconds_count"))
                    .containsOnly(entry("unattributed/sale/success", 1L), entry("unattributed/sale/error", 0L));
        }

        @Test
        void declare_metrics_of_ones_own() {
            assertThat(scrape.value("acme_counted_total", "region=north", "kind=all"))
                    .isEqualTo(5);
        }

        @Test
        void yield_to_the_configuration_attribute_by_attribute() {
            assertThat(scrape.counts("phase3_vision_analysis_duration_seconds_count"))
                    .contains(
                            entry("from_configuration/from_annotation/success", 1L),
                            entry("from_configuration/from_annotation/error", 0L))
                    .doesNotContainKey("from_annotation/from_annotation/success");
        }

        @Test
        void are_counted_as_rules() {
            assertThat(scrape.counts("phase3_agent_rule_methods"))
                    .containsOnly(entry("@Phase3Timed", 4L), entry("@Phase3Conversion", 1L), entry("renamed", 1L));
        }
    }

    @Nested
    class TheFacade {
        @Test
        void records_websocket_latency() {
            String[] push = {"feature=by_hand", "message_type=push", "outcome=success"};
            assertThat(scrape.value("phase3_websocket_latency_seconds_count", push))
                    .isEqualTo(2);
            assertThat(scrape.value("phase3_websocket_latency_seconds_sum", push))
                    .isEqualTo(0.044);
            assertThat(scrape.samples("phase3_websocket_latency_seconds_bucket", push)
                            .map(bucket -> (int) bucket.value()))
                    .containsExactly(1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        }

        @Test
        void records_vision_analyses_with_their_outcome() {
            String sum = "phase3_vision_analysis_duration_seconds_sum";
            assertThat(scrape.value(sum, "feature=by_hand", "analysis_type=pool", "outcome=success"))
                    .isEqualTo(1.25);
            assertThat(scrape.value(sum, "feature=by_hand", "analysis_type=pool", "outcome=error"))
                    .isEqualTo(2.5);
        }

        @Test
        void records_churn_interventions() {
            assertThat(scrape.counts("phase3_churn_intervention_duration_seconds_sum"))
                    .containsOnly(entry("by_hand/high_risk/success", 12L), entry("by_hand/high_risk/error", 0L));
        }

        @Test
        void records_coaching_analyses() {
            assertThat(scrape.value(
                            "phase3_coaching_analysis_duration_seconds_bucket",
                            "feature=by_hand",
                            "analysis_type=conversation",
                            "outcome=success",
                            "le=0.1"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_coaching_analysis_duration_seconds_count", "feature=by_hand"))
                    .isEqualTo(1);
        }

        @Test
        void counts_what_it_cannot_record() {
            assertThat(scrape.value("phase3_agent_errors_total", "stage=expression"))
                    .isEqualTo(5);
        }
    }

    @Nested
    class WithoutTheAgent {
        @Test
        void nothing_happens() throws InterruptedException {
            try (ForkedJvm plain = ForkedJvm.on(jdk).annotations().scenario("annotated.AnnotatedDay")) {
                ForkedJvm.Exit exit = plain.ready().end();
                assertThat(exit.code()).isZero();
                assertThat(exit.stderr()).isEmpty();
            }
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that knows nothing of Phase 3, measured by configuration: each kind, to the call. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#all")
class OfficeDayIT {
    private static final String RULES = """
            leads     { kind = websocket, methods = ["com.acme.leads.LeadSocket.onMessage(com.acme.leads.LeadUpdate, ..)"]
                        type = "arg0.type", lead = "arg0.leadId" }
            photos    { kind = vision, methods = ["@com.acme.vision.Vision com.acme..*.*(..)"]
                        type = "'luxury_detection'", success = "result.status < 400" }
            churn     { kind = churn, methods = ["static void com.acme.churn.*.intervene(String, ..)"], type = "risk.label" }
            coaching  { kind = coaching, methods = ["com.acme.coaching.Coach.review*(..)"]
                        type = "topic", success = "result.conclusive" }
            deals     { kind = conversion, methods = ["com.acme.crm.Deals+.close(..)"], type = "'sale'" }
            search    { kind = timed, methods = ["com.acme.search.Search.*(..)"], feature = search }
            published { kind = counter, metric = acme_events_total, help = "Events.",
                        methods = ["com.acme.events.EventStream.publish(..)"]
                        labels { bus = "this.name", stage = "result ? 'published' : 'dropped'" } }
            depth     { kind = gauge, metric = acme_depth, value = "this.depth"
                        methods = ["com.acme.events.EventStream.publish(..)"], labels { bus = "this.name" } }
            prices    { kind = histogram, metric = acme_price_dollars, value = "price + fee", buckets = [100, 1000]
                        methods = ["com.acme.events.EventStream.offer(double, double)"], labels { bus = "this.name" } }
            fees      { kind = counter, metric = acme_fees_dollars, value = "fee"
                        methods = ["com.acme.events.EventStream.offer(..)"] }
            ticks     { kind = histogram, metric = acme_tick_seconds, methods = ["com.acme.events.EventStream.tick()"] }
            nothing   { kind = timed, methods = ["com.acme.search.Search.noSuchMethod(..)"] }
            """;

    private static ForkedJvm jvm;
    private static Scrape scrape;

    @Parameter
    private Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) {
        jvm = ForkedJvm.on(jdk).rules(RULES).scenario("OfficeDay").ready();
        scrape = jvm.scrape();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        jvm.close();
    }

    @Nested
    class EveryCallIsCountedOnceByTypeAndOutcome {
        @Test
        void of_websocket_handlers_also_without_a_type() {
            assertThat(scrape.counts("phase3_websocket_latency_seconds_count"))
                    .containsOnly(
                            entry("realtime_intelligence/lead_update/success", 3L),
                            entry("realtime_intelligence/lead_update/error", 0L),
                            entry("realtime_intelligence/offer/success", 2L),
                            entry("realtime_intelligence/offer/error", 0L),
                            entry("realtime_intelligence/unknown/success", 1L),
                            entry("realtime_intelligence/unknown/error", 0L),
                            entry("realtime_intelligence/broken/success", 0L),
                            entry("realtime_intelligence/broken/error", 1L));
        }

        @Test
        void of_methods_with_an_annotation_of_the_applications_own_by_a_condition_for_success() {
            assertThat(scrape.counts("phase3_vision_analysis_duration_seconds_count"))
                    .containsOnly(
                            entry("property_intelligence/luxury_detection/success", 4L),
                            entry("property_intelligence/luxury_detection/error", 3L));
        }

        @Test
        void of_static_methods_with_wide_arguments_before_the_one_that_is_read() {
            assertThat(scrape.counts("phase3_churn_intervention_duration_seconds_count"))
                    .containsOnly(
                            entry("churn_prevention/high_risk/success", 2L),
                            entry("churn_prevention/high_risk/error", 0L),
                            entry("churn_prevention/low_risk/success", 1L),
                            entry("churn_prevention/low_risk/error", 0L),
                            entry("churn_prevention/unknown/success", 0L),
                            entry("churn_prevention/unknown/error", 1L));
        }

        @Test
        void of_asynchronous_methods_when_and_how_their_stage_completes() {
            assertThat(scrape.counts("phase3_coaching_analysis_duration_seconds_count"))
                    .contains(
                            entry("ai_coaching/completed/success", 2L),
                            entry("ai_coaching/completed/error", 0L),
                            entry("ai_coaching/vague/success", 0L),
                            entry("ai_coaching/vague/error", 1L),
                            entry("ai_coaching/failed/success", 0L),
                            entry("ai_coaching/failed/error", 1L),
                            entry("ai_coaching/cancelled/success", 0L),
                            entry("ai_coaching/cancelled/error", 0L),
                            entry("ai_coaching/cancelled/cancelled", 1L),
                            entry("ai_coaching/undeclared/success", 1L),
                            entry("ai_coaching/absent/success", 1L));
        }

        @Test
        void of_an_asynchronous_method_not_before_its_stage_completes() {
            String count = "phase3_coaching_analysis_duration_seconds_count";
            assertThat(scrape.sum(count, "analysis_type=later")).isZero();
            jvm.obey("complete");
            Scrape afterwards = jvm.scrape();
            assertThat(afterwards.value(count, "analysis_type=later", "outcome=success"))
                    .isEqualTo(1);
            assertThat(afterwards.sum(count, "analysis_type=never")).isZero();
        }

        @Test
        void of_subtypes_though_default_methods_and_overloads_delegate_and_overriders_call_super() {
            assertThat(scrape.counts("phase3_conversion_duration_seconds_count"))
                    .containsOnly(entry("unattributed/sale/success", 4L), entry("unattributed/sale/error", 0L));
        }

        @Test
        void of_recursion_and_overloads_the_outermost_but_of_different_methods_each() {
            assertThat(scrape.counts("phase3_operation_duration_seconds_count"))
                    .containsOnly(
                            entry("search/factorial/success", 1L),
                            entry("search/factorial/error", 0L),
                            entry("search/outer/success", 1L),
                            entry("search/outer/error", 0L),
                            entry("search/inner/success", 2L),
                            entry("search/inner/error", 0L),
                            entry("search/list/success", 1L),
                            entry("search/list/error", 0L),
                            entry("search/compareTo/success", 1L),
                            entry("search/compareTo/error", 0L),
                            entry("search/callPrivate/success", 1L),
                            entry("search/callPrivate/error", 0L),
                            entry("search/unnamed/success", 1L),
                            entry("search/unnamed/error", 0L));
        }
    }

    @Nested
    class MetricsOfOnesOwn {
        @Test
        void count_calls_by_labels_from_receiver_and_result() {
            assertThat(scrape.counts("acme_events_total"))
                    .containsOnly(
                            entry("leads/published", 3L), entry("leads/dropped", 2L), entry("offers/published", 1L));
        }

        @Test
        void add_up_a_value() {
            assertThat(scrape.value("acme_fees_dollars_total")).isEqualTo(1.875);
        }

        @Test
        void show_the_last_value() {
            assertThat(scrape.counts("acme_depth")).containsOnly(entry("leads", 3L), entry("offers", 1L));
        }

        @Test
        void put_values_into_buckets() {
            assertThat(scrape.counts("acme_price_dollars_bucket"))
                    .containsOnly(entry("offers/100.0", 1L), entry("offers/1000.0", 3L), entry("offers/+Inf", 4L));
            assertThat(scrape.value("acme_price_dollars_sum")).isEqualTo(99.75 + 100.5 + 100.375 + 5001);
        }

        @Test
        void observe_the_duration_where_there_is_no_value() {
            assertThat(scrape.value("acme_tick_seconds_count")).isEqualTo(2);
            assertThat(scrape.value("acme_tick_seconds_bucket", "le=+Inf")).isEqualTo(2);
        }

        @Test
        void have_the_help_text_of_the_rule() {
            assertThat(scrape.text().lines())
                    .contains("# HELP acme_events_total Events.", "# TYPE acme_events_total counter");
        }
    }

    @Nested
    class EveryHistogram {
        @Test
        void has_buckets_that_grow_up_to_the_count() {
            assertThat(scrape.histograms())
                    .hasSize(8)
                    .allSatisfy(name -> scrape.samples(name + "_count").forEach(count -> {
                        String[] labels = count.labels().entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .toArray(String[]::new);
                        List<Double> buckets = scrape.samples(name + "_bucket", labels)
                                .map(Scrape.Sample::value)
                                .toList();
                        assertThat(buckets).isSorted().last().isEqualTo(count.value());
                        assertThat(scrape.value(name + "_sum", labels)).isNotNegative();
                    }));
        }
    }

    @Nested
    class TheAgent {
        @Test
        void says_where_it_serves_and_nothing_else() {
            assertThat(jvm.complaints()).isEmpty();
        }

        @Test
        void says_how_many_methods_each_rule_has() {
            assertThat(scrape.counts("phase3_agent_rule_methods"))
                    .containsOnly(
                            entry("leads", 1L),
                            entry("photos", 1L),
                            entry("churn", 1L),
                            entry("coaching", 2L),
                            entry("deals", 3L),
                            entry("search", 8L),
                            entry("published", 1L),
                            entry("depth", 1L),
                            entry("prices", 1L),
                            entry("fees", 1L),
                            entry("ticks", 1L),
                            entry("nothing", 0L));
        }

        @Test
        void has_swallowed_nothing() {
            assertThat(scrape.counts("phase3_agent_errors_total"))
                    .hasSize(5)
                    .allSatisfy((stage, errors) -> assertThat(errors).isZero());
            assertThat(scrape.sum("phase3_agent_label_overflow_total")).isZero();
        }

        @Test
        void says_on_which_Java_it_runs() {
            String java = scrape.samples("phase3_agent_info")
                    .findFirst()
                    .orElseThrow()
                    .labels()
                    .get("java");
            assertThat(java).startsWith(jdk.major() == 8 ? "1.8." : String.valueOf(jdk.major()));
        }
    }

    @Nested
    class TheCaller {
        @Test
        void gets_the_very_exception_that_was_thrown() {
            assertThat(jvm.stdout()).contains("the very same exception: true, suppressed: 0");
        }

        @Test
        void gets_the_very_stage_that_was_returned() {
            assertThat(jvm.stdout()).contains("the very same stage: true");
        }
    }
}

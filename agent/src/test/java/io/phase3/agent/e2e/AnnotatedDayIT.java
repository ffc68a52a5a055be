package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.model.Touch;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that uses the annotations and the facade. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#all")
class AnnotatedDayIT {
    /** On every Java; those on virtual threads come on top. */
    private static final int CONVERSIONS = 16;

    private static ForkedJvm jvm;
    private static Scrape scrape;
    private static List<Entry> entries;

    @TempDir
    private static Path directory;

    @Parameter
    private Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) {
        jvm = ForkedJvm.on(jdk)
                .annotations()
                .config("""
                        phase3.rules {
                          renamed { methods = ["com.acme.annotated.AnnotatedService.renamed(..)"]
                                    feature = from_configuration }
                          handle  { kind = websocket, methods = ["com.acme.annotated.Agency.handle(..)"], lead = "arg0" }
                          rescue  { kind = websocket, methods = ["com.acme.annotated.Agency.rescue(..)"], lead = "arg0"
                                    feature = churn_prevention }
                          analyse { kind = vision, methods = ["com.acme.annotated.Agency.analyse()"] }
                          coach   { kind = coaching, methods = ["com.acme.annotated.Agency.coach()"] }
                          ask     { kind = vision, methods = ["com.acme.annotated.Models.ask(..)"]
                                    cost = "arg0 * 0.000003", api = claude }
                          map     { kind = vision, methods = ["com.acme.annotated.Models.map(..)"]
                                    cost = "arg0 * 0.005", api = maps }
                          absent  { kind = coaching, methods = ["com.acme.annotated.Absent.ask(..)"]
                                    cost = "arg0 * 0.000003", api = claude }
                        }
                        phase3.attribution.exchange-rates { EUR = 1.1 }
                        """ + "phase3.attribution.journal.directory = \"" + journal(jdk) + "\"\n")
                .scenario("annotated.AnnotatedDay")
                .ready();
        SalesOffice.awaitConversions(jvm, CONVERSIONS + virtualLeads(jdk).size());
        scrape = jvm.scrape();
        entries = SalesOffice.counted(journal(jdk));
    }

    private static Path journal(Jdk jdk) {
        return directory.resolve(Integer.toString(jdk.major()));
    }

    /** Those that are dealt with on virtual threads, where there are any. */
    private static List<String> virtualLeads(Jdk jdk) {
        return IntStream.range(0, jdk.major() >= 21 ? 20 : 0)
                .mapToObj(number -> "virtual-" + number)
                .toList();
    }

    private static Entry written(Entry.Kind kind, String id) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The features that touched the lead, by the conversion that has its name; touches of one millisecond are one. */
    private static Set<String> touches(String lead) {
        return written(Entry.Kind.CONVERSION, lead).touches().stream()
                .map(Touch::feature)
                .collect(Collectors.toSet());
    }

    private static Map<String, Long> cents(Entry.Kind kind, String id) {
        return written(kind, id).split().orElseThrow().parts();
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
                    .containsOnly(
                            entry("unattributed/sale/success", 1L),
                            entry("unattributed/sale/error", 0L),
                            entry("unattributed/settled/success", 3L),
                            entry("unattributed/settled/error", 0L));
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
                    .contains(entry("@Phase3Timed", 4L), entry("@Phase3Conversion", 2L), entry("renamed", 1L));
        }

        @Test
        void convert_and_give_back_in_foreign_currencies() {
            Entry sale = written(Entry.Kind.CONVERSION, "S-1");
            assertThat(sale.type()).contains("settled");
            assertThat(sale.foreignAmount().orElseThrow().amount()).isEqualTo(new BigDecimal("200"));
            assertThat(cents(Entry.Kind.CONVERSION, "S-1"))
                    .containsOnly(
                            entry("realtime_intelligence", 88_00L),
                            entry("property_intelligence", 66_00L),
                            entry("unattributed", 66_00L));
            assertThat(cents(Entry.Kind.REVERSAL, "S-1"))
                    .containsOnly(
                            entry("realtime_intelligence", 48_40L),
                            entry("property_intelligence", 36_30L),
                            entry("unattributed", 36_30L));
            assertThat(entries).extracting(Entry::id).doesNotContain("S-2");
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
                    .isEqualTo(11);
        }

        @Test
        void converts_leads_that_it_touched_once_for_each_id() {
            assertThat(cents(Entry.Kind.CONVERSION, "F-1"))
                    .containsOnly(
                            entry("realtime_intelligence", 40_04L),
                            entry("property_intelligence", 30_03L),
                            entry("unattributed", 30_03L));
            assertThat(cents(Entry.Kind.CONVERSION, "F-2")).containsOnly(entry("realtime_intelligence", 1L));
            assertThat(cents(Entry.Kind.CONVERSION, "F-4")).containsOnly(entry("unattributed", 5_00L));
            assertThat(cents(Entry.Kind.REVERSAL, "F-1"))
                    .containsOnly(
                            entry("realtime_intelligence", 20_00L),
                            entry("property_intelligence", 15_00L),
                            entry("unattributed", 15_00L));
        }

        @Test
        void adds_revenue_past_attribution() {
            assertThat(entries)
                    .filteredOn(entry -> entry.split()
                            .map(split -> split.parts().containsKey("by_hand"))
                            .orElse(false))
                    .extracting(Entry::kind, Entry::amount)
                    .containsExactly(
                            tuple(Entry.Kind.REVENUE, 125_50L),
                            tuple(Entry.Kind.REVENUE, 25L),
                            tuple(Entry.Kind.REVERSAL, 25_25L),
                            tuple(Entry.Kind.REVERSAL, 50L));
        }

        @Test
        void adds_costs_to_the_billionth() {
            assertThat(scrape.value("phase3_api_cost_dollars_total", "feature=by_hand", "api=vision"))
                    .isEqualTo(0.012503);
        }
    }

    @Nested
    class Money {
        @Test
        void is_counted_as_it_stands_in_the_journal() {
            assertThat(SalesOffice.revenue(scrape))
                    .isEqualTo(SalesOffice.revenue(entries))
                    .containsOnly(
                            entry("realtime_intelligence", new BigDecimal("128.05")),
                            entry("property_intelligence", new BigDecimal("96.03")),
                            entry("by_hand", new BigDecimal("125.75")),
                            entry("unattributed", new BigDecimal("104.03")));
            assertThat(SalesOffice.refunded(scrape))
                    .containsOnly(
                            entry("realtime_intelligence", new BigDecimal("68.40")),
                            entry("property_intelligence", new BigDecimal("51.30")),
                            entry("by_hand", new BigDecimal("25.75")),
                            entry("unattributed", new BigDecimal("51.30")));
            assertThat(scrape.counts("phase3_conversions_total"))
                    .containsOnly(
                            entry("conversion", 14L + virtualLeads(jdk).size()),
                            entry("sale", 1L),
                            entry("settled", 1L));
        }

        @Test
        void that_cannot_count_is_rejected_with_its_reason() {
            Map<String, Long> rejected = scrape.counts("phase3_attribution_rejected_total");
            rejected.values().removeIf(times -> times == 0);
            assertThat(rejected)
                    .containsOnly(
                            entry("no_lead", 3L),
                            entry("no_feature", 2L),
                            entry("no_amount", 5L),
                            entry("no_id", 1L),
                            entry("conversion_without_lead", 2L),
                            entry("duplicate", 1L),
                            entry("unknown_currency", 1L));
        }

        @Test
        void that_calls_cost_adds_up_exactly_and_is_0_from_the_start() {
            String cost = "phase3_api_cost_dollars_total";
            assertThat(scrape.value(cost, "feature=property_intelligence", "api=claude"))
                    .isEqualTo(1.003002);
            assertThat(scrape.value(cost, "feature=property_intelligence", "api=maps"))
                    .isZero();
            assertThat(scrape.value(cost, "feature=ai_coaching", "api=claude")).isZero();
        }
    }

    @Nested
    class ALead {
        @Test
        void holds_for_the_calls_inside_and_ends_with_its_own() {
            assertThat(touches("inside")).containsExactlyInAnyOrder("realtime_intelligence", "property_intelligence");
            int virtual = virtualLeads(jdk).size();
            assertThat(scrape.counts("phase3_touches_total"))
                    .containsOnly(
                            entry("realtime_intelligence", 8L + virtual),
                            entry("property_intelligence", 5L + virtual),
                            entry("churn_prevention", 3L),
                            entry("ai_coaching", 5L));
        }

        @Test
        void gives_way_to_an_inner_one_as_long_as_that_holds() {
            assertThat(touches("inner")).containsExactlyInAnyOrder("churn_prevention", "ai_coaching");
            assertThat(touches("outer"))
                    .containsExactlyInAnyOrder(
                            "realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching");
        }

        @Test
        void ends_with_an_exception_too() {
            assertThat(touches("thrower")).containsExactly("churn_prevention");
            assertThat(touches("failed")).containsExactly("realtime_intelligence");
            assertThat(touches("survivor")).containsExactlyInAnyOrder("realtime_intelligence", "ai_coaching");
        }

        @Test
        void of_a_recursion_is_that_of_its_outermost_call() {
            assertThat(touches("recursive"))
                    .containsExactlyInAnyOrder("realtime_intelligence", "property_intelligence");
            assertThat(touches("recursive-inner")).isEmpty();
        }

        @Test
        void belongs_to_one_thread() {
            assertThat(touches("beside")).containsExactly("realtime_intelligence");
            assertThat(touches("elsewhere")).containsExactlyInAnyOrder("realtime_intelligence", "ai_coaching");
        }

        @Test
        void belongs_to_one_virtual_thread_whatever_carries_it() {
            assertThat(virtualLeads(jdk))
                    .allSatisfy(lead -> assertThat(touches(lead))
                            .containsExactlyInAnyOrder("realtime_intelligence", "property_intelligence"));
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

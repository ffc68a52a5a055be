package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule turns a method call into revenue, attributed to the features that touched the lead. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#two")
class RevenueIT {
    private static final String RATES = "attribution.exchange-rates { EUR = 1.1 }";

    @Parameter
    private Jdk jdk;

    @TempDir
    private Path journal;

    private ForkedJvm office;

    @BeforeEach
    void open() {
        office = SalesOffice.on(jdk, journal, RATES).scenario("SalesDay").ready();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private void day(String... commands) {
        for (String command : commands) {
            office.obey(command);
        }
    }

    private static BigDecimal dollars(String amount) {
        return new BigDecimal(amount);
    }

    @Nested
    class ASale {
        @Test
        void goes_to_the_features_that_touched_the_lead_and_what_none_earned_is_unattributed() {
            day("greet ann", "photograph ann", "rescue bob", "sell D-1 ann 13500.00");
            Scrape scrape = SalesOffice.awaitConversions(office, 1);
            assertThat(SalesOffice.revenue(scrape))
                    .containsOnly(
                            entry("realtime_intelligence", dollars("5400.00")),
                            entry("property_intelligence", dollars("4050.00")),
                            entry("unattributed", dollars("4050.00")));
            assertThat(SalesOffice.revenue(SalesOffice.counted(journal))).isEqualTo(SalesOffice.revenue(scrape));
            assertThat(scrape.counts("phase3_conversions_total")).contains(entry("sale", 1L));
            assertThat(scrape.counts("phase3_touches_total"))
                    .containsOnly(
                            entry("realtime_intelligence", 1L),
                            entry("property_intelligence", 1L),
                            entry("churn_prevention", 1L),
                            entry("ai_coaching", 0L));
        }

        @Test
        void that_nobody_touched_is_unattributed() {
            day("greet ann", "sell D-1 bob 99.99", "greet bob");
            assertThat(SalesOffice.revenue(SalesOffice.awaitConversions(office, 1)))
                    .containsOnly(entry("unattributed", dollars("99.99")));
        }

        @Test
        void counts_once_by_its_id() {
            day("sell D-1 ann 100.00", "sell D-1 ann 100.00", "sell D-2 ann 1.00", "sell D-1 bob 7.00");
            SalesOffice.awaitRejected(office, "duplicate", 2);
            Scrape scrape = SalesOffice.awaitConversions(office, 2);
            assertThat(SalesOffice.sum(SalesOffice.revenue(scrape))).isEqualTo(dollars("101.00"));
        }

        @Test
        void that_failed_earns_nothing() {
            day("refuse D-1 ann 100.00", "sell broken-2 ann 100.00", "sell D-3 ann 0.01");
            assertThat(SalesOffice.sum(SalesOffice.revenue(SalesOffice.awaitConversions(office, 1))))
                    .isEqualTo(dollars("0.01"));
            assertThat(SalesOffice.counted(journal)).extracting("id").containsExactly("D-3");
        }

        @Test
        void that_a_stage_promises_converts_when_the_stage_completes() {
            day("greet ann", "sell-later D-1 ann -", "sell-later D-2 ann -", "sell D-3 ann 1.00");
            Scrape before = SalesOffice.awaitConversions(office, 1);
            assertThat(before.sum("phase3_conversions_total", "conversion_type=later"))
                    .isZero();
            day("sign D-1 ann 250.00", "cancel", "sell D-4 ann 1.00");
            Scrape after = SalesOffice.awaitConversions(office, 3);
            assertThat(after.value("phase3_conversions_total", "conversion_type=later"))
                    .isEqualTo(1);
            assertThat(SalesOffice.sum(SalesOffice.revenue(after))).isEqualTo(dollars("252.00"));
        }

        @Test
        void in_a_foreign_currency_counts_in_dollars() {
            day("sell D-1 ann 1000.00 EUR", "sell D-2 ann 1.00 USD");
            assertThat(SalesOffice.sum(SalesOffice.revenue(SalesOffice.awaitConversions(office, 2))))
                    .isEqualTo(dollars("1101.00"));
            assertThat(SalesOffice.counted(journal)
                            .get(0)
                            .foreignAmount()
                            .orElseThrow()
                            .amount())
                    .isEqualTo(dollars("1000.00"));
        }
    }

    @Nested
    class ALead {
        @Test
        void bound_by_an_outer_call_holds_inside_it_and_no_longer() {
            day("answer ann", "announce", "sell D-1 ann 100.00", "sell D-2 bob 100.00");
            Scrape scrape = SalesOffice.awaitConversions(office, 2);
            assertThat(scrape.value("phase3_touches_total", "feature=property_intelligence"))
                    .isEqualTo(1);
            assertThat(SalesOffice.revenue(scrape))
                    .containsOnly(
                            entry("property_intelligence", dollars("30.00")), entry("unattributed", dollars("170.00")));
        }

        @Test
        void never_shows() {
            day("greet ann-who-is-known-to-nobody", "sell D-1 ann-who-is-known-to-nobody 100.00");
            Scrape scrape = SalesOffice.awaitConversions(office, 1);
            assertThat(scrape.text()).doesNotContain("ann-who");
            assertThat(office.agentLines()).noneMatch(line -> line.contains("ann-who"));
            assertThat(SalesOffice.counted(journal).get(0).lead().orElseThrow()).matches("[0-9a-f]{32}");
        }
    }

    @Nested
    class ARefund {
        @Test
        void gives_back_by_the_split_of_the_sale_whatever_happened_since() {
            day("greet ann", "sell D-1 ann 100.00", "photograph ann", "coach ann", "refund D-1 100.00");
            Scrape scrape = SalesOffice.awaitRefunded(office, 100);
            assertThat(SalesOffice.refunded(scrape)).isEqualTo(SalesOffice.revenue(scrape));
            assertThat(SalesOffice.refunded(scrape))
                    .containsOnly(
                            entry("realtime_intelligence", dollars("40.00")), entry("unattributed", dollars("60.00")));
        }

        @Test
        void may_give_back_a_part_once() {
            day("greet ann", "sell D-1 ann 100.00", "refund D-1 0.01", "refund D-1 0.01");
            SalesOffice.awaitRejected(office, "duplicate", 1);
            Scrape scrape = SalesOffice.awaitRefunded(office, 0.01);
            assertThat(SalesOffice.sum(SalesOffice.refunded(scrape))).isEqualTo(dollars("0.01"));
        }

        @Test
        void may_be_a_sale_of_less_than_nothing() {
            day("greet ann", "sell D-1 ann 100.00", "sell D-1 ann -50.00");
            assertThat(SalesOffice.refunded(SalesOffice.awaitRefunded(office, 50)))
                    .containsOnly(
                            entry("realtime_intelligence", dollars("20.00")), entry("unattributed", dollars("30.00")));
        }
    }

    @Nested
    class EveryFeature {
        @Test
        void exists_at_0_from_the_start() {
            Scrape scrape = office.scrape();
            for (String metric :
                    new String[] {"phase3_revenue_impact_dollars_total", "phase3_revenue_refunded_dollars_total"}) {
                assertThat(scrape.counts(metric))
                        .containsOnly(
                                entry("realtime_intelligence", 0L),
                                entry("property_intelligence", 0L),
                                entry("churn_prevention", 0L),
                                entry("ai_coaching", 0L),
                                entry("unattributed", 0L));
            }
            assertThat(scrape.counts("phase3_conversions_total")).contains(entry("sale", 0L));
        }
    }
}

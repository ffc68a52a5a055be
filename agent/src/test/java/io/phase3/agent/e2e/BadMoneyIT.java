package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Money that cannot be right is counted with its reason, explained once, and is never revenue. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#two")
class BadMoneyIT {
    private static final String CONFIG = """
            phase3.rules {
              greet   { kind = websocket, methods = ["com.acme.sales.Floor.greet(..)"], lead = "arg0.leadId" }
              sell    { kind = conversion, methods = ["com.acme.sales.Register.sell(..)"], type = "'sale'"
                        lead = "arg0.leadId", id = "arg0.id", revenue = "arg0.amount", currency = "arg0.currency" }
              sell-at { kind = conversion, methods = ["com.acme.sales.Register.sellAt(..)"], type = "'sale_at'"
                        lead = "arg1", id = "arg0", revenue = "arg2" }
              refund  { kind = conversion, methods = ["com.acme.sales.Register.giveBack(..)"]
                        id = "arg0", refund = "arg1" }
              bill    { kind = vision, methods = ["com.acme.sales.Register.bill(..)"], cost = "arg0", api = claude }
            }
            phase3.attribution.exchange-rates { EUR = 1.1 }
            """;

    private static final String REPEATED = " (counted from now on, not repeated)";

    /** Each kind of nonsense twice, so that counting and explaining are told apart. */
    private static final int TIMES = 2;

    @TempDir
    private static Path directory;

    @Parameter
    private Jdk jdk;

    private static ForkedJvm office;
    private static List<String> commands;
    private static Scrape scrape;

    @BeforeParameterizedClassInvocation
    static void runOnce(Jdk jdk) {
        office = ForkedJvm.on(jdk)
                .config(CONFIG + "phase3.attribution.journal.directory = \"" + journal(jdk) + "\"\n")
                .scenario("SalesDay")
                .ready();
        commands = new ArrayList<>();
        day("greet ann", "sell good ann 100.00 USD");
        SalesOffice.awaitConversions(office, 1);
        for (int time = 1; time <= TIMES; time++) {
            nonsense(time);
        }
        SalesOffice.awaitRejected(office, "refund_too_large", TIMES);
        // What was refused keeps nobody from getting it right.
        day("refund good 1.00", "sell-at good-2 ann 0.5", "bill 0.25", "sell good-3 ann 10 EUR", "sell end ann 0 USD");
        SalesOffice.awaitConversions(office, 2 * TIMES + 4);
        scrape = office.scrape();
    }

    private static Path journal(Jdk jdk) {
        return directory.resolve(Integer.toString(jdk.major()));
    }

    private static void nonsense(int time) {
        day(
                "greet - " + time,
                "sell nothing-" + time + " ann - USD",
                "sell absurd-" + time + " ann 1E+30 USD",
                "sell endless-" + time + " ann 1E+1000000000 USD",
                "sell tiny-" + time + " ann 1E-1000 USD",
                "sell foreign-" + time + " ann 5 XXX",
                "sell stateless-" + time + " ann 5 -",
                "sell - ann " + time + " USD",
                "sell  ann " + time + " USD",
                "sell \t ann " + time + " USD",
                "sell " + "x".repeat(299) + time + " ann 5 USD",
                "sell leadless-" + time + " - 5 USD",
                "sell-at nan-" + time + " ann NaN",
                "sell-at infinite-" + time + " ann Infinity",
                "sell-at minus-infinite-" + time + " ann -Infinity",
                "sell-at huge-" + time + " ann 1e300",
                "refund nobody-" + time + " 5",
                "refund - 5 " + time,
                "refund good - " + time,
                "refund good 0 " + time,
                "refund good -" + time,
                "refund good 1E+3" + time,
                "refund good 100.0" + time,
                "bill -" + time,
                "bill - " + time);
        // Of two refunds of one conversion that arrive at once only the first is looked at.
        SalesOffice.awaitRejected(office, "refund_too_large", time);
    }

    private static void day(String... orders) {
        for (String command : orders) {
            office.obey(command);
            commands.add(command);
        }
    }

    @AfterParameterizedClassInvocation
    static void end() {
        office.close();
    }

    /** The rule as messages name it. */
    private static String rule(String name) {
        List<String> lines = CONFIG.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("  " + name + " ")) {
                return "rule '" + name + "' (phase3.conf: " + (i + 1) + "): ";
            }
        }
        throw new AssertionError(name);
    }

    private static String counted(String rule, String explanation) {
        return rule(rule) + "a call " + explanation + REPEATED;
    }

    @Test
    void is_counted_by_its_reason_as_often_as_it_occurred() {
        Map<String, Long> rejected = scrape.counts("phase3_attribution_rejected_total");
        rejected.replaceAll((reason, times) -> {
            assertThat(times % TIMES).as(reason).isZero();
            return times / TIMES;
        });
        assertThat(rejected)
                .containsOnly(
                        entry("no_lead", 1L),
                        entry("conversion_without_lead", 1L),
                        entry("no_id", 4L),
                        entry("id_too_long", 1L),
                        // Nothing at all, three that are not finite, one that is endless; two refunds of nothing.
                        entry("no_amount", 7L),
                        entry("no_feature", 0L),
                        entry("amount_too_large", 3L),
                        entry("negative_refund", 1L),
                        entry("unknown_currency", 2L),
                        entry("unknown_conversion", 1L),
                        entry("refund_too_large", 1L),
                        entry("duplicate", 0L));
        // Three that are not finite, one that is endless, one cost below zero.
        assertThat(scrape.value("phase3_agent_errors_total", "stage=expression"))
                .isEqualTo(5 * TIMES);
        assertThat(scrape.sum("phase3_agent_errors_total")).isEqualTo(5 * TIMES);
    }

    @Test
    void is_explained_in_one_line_for_each_rule_and_reason() {
        String noAmount =
                "has no amount and does not count: it must be a finite number, and that of a refund more than 0";
        String tooLarge =
                "has an amount beyond bounds.amount and does not count: raise the bound if such amounts are right";
        String noId =
                "has no id and does not count: id must give what tells the conversion from all others, because each"
                        + " counts once";
        assertThat(office.complaints())
                .containsExactlyInAnyOrder(
                        counted(
                                "greet",
                                "has no lead, so that it touches nobody: lead must give the id of whoever the call is"
                                        + " about"),
                        counted("sell", noAmount),
                        counted("sell", tooLarge),
                        counted(
                                "sell",
                                "has no currency, or one without a rate, and does not count: each needs its rate in"
                                        + " attribution.exchange-rates; where none means dollars, write ?? 'USD'"),
                        counted("sell", noId),
                        counted(
                                "sell",
                                "has an id of more than 256 characters and does not count: the number of a contract is"
                                        + " shorter"),
                        counted(
                                "sell",
                                "has no lead, so that all of its revenue is unattributed: lead must give the id of who"
                                        + " converted"),
                        "the expression \"arg0.amount\" failed: a number beyond 10^6144" + REPEATED,
                        counted("sell-at", noAmount),
                        counted("sell-at", tooLarge),
                        "the expression \"arg2\" failed: not a finite number" + REPEATED,
                        counted("refund", noAmount),
                        counted("refund", tooLarge),
                        counted("refund", noId),
                        counted(
                                "refund",
                                "gives back less than nothing and does not count: what is given back is written as a"
                                        + " positive number"),
                        counted(
                                "refund",
                                "gives back a conversion that was never counted, and does not count: id must be that of"
                                        + " the conversion"),
                        counted(
                                "refund",
                                "gives back more than the conversion earned and does not count: all that was earned is"
                                        + " the most"),
                        "a call could not be recorded: java.lang.IllegalArgumentException: " + rule("bill")
                                + "a cost must be between 0 and 1,000,000 dollars" + REPEATED);
    }

    @Test
    void is_never_revenue_and_keeps_no_right_money_from_counting() {
        assertThat(SalesOffice.sum(SalesOffice.revenue(scrape))).isEqualTo(new BigDecimal("121.50"));
        assertThat(SalesOffice.revenue(SalesOffice.counted(journal(jdk)))).isEqualTo(SalesOffice.revenue(scrape));
        assertThat(SalesOffice.sum(SalesOffice.refunded(scrape))).isEqualTo(new BigDecimal("1.00"));
        assertThat(scrape.value("phase3_api_cost_dollars_total", "api=claude")).isEqualTo(0.25);
        assertThat(scrape.counts("phase3_conversions_total"))
                // What rounds to nothing is a conversion all the same.
                .containsOnly(entry("sale", 2L * TIMES + 3), entry("sale_at", 1L));
    }

    @Test
    void goes_unnoticed_by_the_application() {
        assertThat(office.stdout())
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("ready"), commands.stream().map(command -> "done " + command))
                                .toList());
    }
}

package io.phase3.monitor.impact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was earned, what it cost, and how well it ran, over a day or a week. The same for the same days, whenever it is made.
 *
 * <p>Nothing in it is guessed: what no source tells is empty, and {@code missing} says so in a sentence each. Money is in cents.
 *
 * @param period a day, or the seven days that end with the date
 * @param first the first day
 * @param last the last day, the date that was asked for
 * @param zone what a day is
 * @param model the attribution model by which revenue was split: {@code as recorded}, or one that was asked for
 * @param feature the one that was asked for: costs, features, objectives and trend are its own, the rest is of all; empty for all
 * @param trend the days of the period for a week; the seven days that end with it for a day
 * @param sources where it comes from, a sentence each: {@code money: ledger in jdbc:postgresql://…, 1,234 entries}
 * @param missing what could not be told, a sentence each, with what would help
 */
record ImpactReport(
        Period period,
        LocalDate first,
        LocalDate last,
        ZoneId zone,
        String model,
        Optional<String> feature,
        Overall overall,
        Users users,
        Costs costs,
        List<Feature> features,
        List<Objective> objectives,
        List<Day> trend,
        List<String> sources,
        List<String> missing) {

    /** A day or a week. */
    enum Period {
        DAILY(1),
        WEEKLY(7);

        final int days;

        Period(int days) {
            this.days = days;
        }
    }

    /** How the projection stands to the range that is aimed at. */
    enum Standing {
        BELOW,
        ON_TRACK,
        ABOVE
    }

    /**
     * All features together.
     *
     * @param credits what was earned, in cents
     * @param reversals what was given back, in cents
     * @param revenue the one without the other, in cents
     * @param conversions how many there were
     * @param projectedAnnual the revenue of a year of such days, of 365, in cents
     * @param targetLow the range that is aimed at, in dollars a year
     * @param net revenue without costs, in cents; empty unless all costs are known
     * @param roi revenue by costs; empty if there were none, or nobody knows
     */
    record Overall(
            long credits,
            long reversals,
            long revenue,
            long conversions,
            long projectedAnnual,
            BigDecimal targetLow,
            BigDecimal targetHigh,
            Standing standing,
            OptionalLong net,
            Optional<BigDecimal> roi,
            BigDecimal targetRoi) {}

    /**
     * The users.
     *
     * @param active users of any feature in the period
     * @param nps the mean of the features' net promoter scores, from -100 to 100
     * @param adoption the mean of the features' adoption, from 0 to 1
     */
    record Users(OptionalLong active, Optional<BigDecimal> nps, Optional<BigDecimal> adoption) {}

    /** What it cost in the period, in cents; empty where nobody knows, and the total unless both are known. */
    record Costs(OptionalLong infrastructure, OptionalLong api, OptionalLong total, List<Item> items) {

        /** One cost: a component of the infrastructure, or a service that is paid by the call. */
        record Item(String kind, String name, String feature, long cents) {}
    }

    /**
     * One feature; what belongs to none (unattributed, shared) stands last.
     *
     * @param touched conversions whose lead it touched, or of which it has a part
     * @param share of the revenue of all, from 0 to 1; empty if there was none
     * @param costs in cents; empty where nobody knows
     * @param targetLow the range that is aimed at, in dollars a year; empty where there is none
     */
    record Feature(
            String name,
            long revenue,
            long touched,
            Optional<BigDecimal> share,
            OptionalLong costs,
            Optional<BigDecimal> roi,
            long projectedAnnual,
            Optional<BigDecimal> targetLow,
            Optional<BigDecimal> targetHigh,
            Optional<Standing> standing,
            Optional<BigDecimal> adoption,
            Optional<BigDecimal> nps) {

        /** Revenue without costs, in cents; empty where nobody knows the costs. */
        OptionalLong net() {
            return costs.isPresent() ? OptionalLong.of(revenue - costs.getAsLong()) : OptionalLong.empty();
        }
    }

    /**
     * One target and what was reached.
     *
     * @param target its name in phase3_target: {@code websocket_p95_seconds}
     * @param title for people: {@code Websocket latency, 95 %}
     * @param unit seconds, ratio, score, multiple, dollars_per_year, dollars_per_month
     * @param atLeast whether the value should be the target or more, not the target or less
     * @param value empty if nobody knows
     */
    record Objective(
            String target,
            String title,
            Optional<String> feature,
            String unit,
            boolean atLeast,
            BigDecimal goal,
            Optional<BigDecimal> value) {

        /** Whether the target is met; empty if nobody knows. */
        Optional<Boolean> isMet() {
            return value.map(reached -> atLeast ? reached.compareTo(goal) >= 0 : reached.compareTo(goal) <= 0);
        }
    }

    /** A day of the trend: revenue in cents, costs in cents where they are known. */
    record Day(LocalDate date, long revenue, long conversions, OptionalLong costs) {}
}

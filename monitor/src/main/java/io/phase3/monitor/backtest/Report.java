package io.phase3.monitor.backtest;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What came of the rules over a span.
 *
 * @param history what was looked at, in words
 * @param healthy whether the history was made without anything that a page would be right about
 * @param maximumPages more of them a week are too many
 */
record Report(
        String history,
        boolean healthy,
        double maximumPages,
        Span span,
        Rules rules,
        List<Firing> firings,
        List<Notification> notifications) {
    private static final double WEEK = 7;

    /** What one alert did. */
    record Line(AlertRule rule, int times, Duration longest, Duration total, double toldPerWeek, List<Double> days) {
        boolean fired() {
            return times > 0;
        }
    }

    List<Line> lines(List<AlertRule> alerts) {
        return alerts.stream().map(this::line).toList();
    }

    Map<String, List<AlertRule>> byCategory() {
        return rules.byCategory();
    }

    double pagesPerWeek() {
        return perWeek(notifications.stream().filter(Notification::page).count());
    }

    double messagesPerWeek() {
        return perWeek(notifications.stream().filter(told -> !told.page()).count());
    }

    long criticals() {
        return firings.stream()
                .map(Firing::rule)
                .filter(AlertRule::isCritical)
                .distinct()
                .count();
    }

    /** Whether one could live with these rules. */
    boolean isGood() {
        return pagesPerWeek() <= maximumPages && !(healthy && criticals() > 0);
    }

    private Line line(AlertRule rule) {
        List<Firing> own =
                firings.stream().filter(firing -> firing.rule().equals(rule)).toList();
        BitSet steps = new BitSet();
        own.forEach(firing -> steps.set(firing.from(), firing.until()));
        int longest = own.stream()
                .mapToInt(firing -> firing.until() - firing.from())
                .max()
                .orElse(0);
        long told = notifications.stream()
                .filter(each -> each.alerts().contains(rule.name()))
                .count();
        return new Line(rule, own.size(), time(longest), time(steps.cardinality()), perWeek(told), days(steps));
    }

    /** For each day, the share of it in which the alert fired. */
    private List<Double> days(BitSet steps) {
        int perDay = Math.toIntExact(Duration.ofDays(1).dividedBy(span.step()));
        double[] days = new double[(span.steps() + perDay - 1) / perDay];
        steps.stream().forEach(step -> days[step / perDay] += 1.0 / perDay);
        return DoubleStream.of(days).boxed().toList();
    }

    private Duration time(int steps) {
        return span.step().multipliedBy(steps);
    }

    private double perWeek(long count) {
        return count * WEEK / span.days();
    }
}

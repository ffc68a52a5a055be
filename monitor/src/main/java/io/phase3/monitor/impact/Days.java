package io.phase3.monitor.impact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The days that a report is about, as moments.
 *
 * @param last the last day, the date that was asked for
 * @param zone what a day is: one may have 23 or 25 hours
 * @param now matters to a day only that is not over
 */
record Days(ImpactReport.Period period, LocalDate last, ZoneId zone, Instant now) {
    private static final int TREND = 7;

    /** The first day of the period. */
    LocalDate first() {
        return last.minusDays(period.days - 1L);
    }

    /** The days of the trend, of which those of the period are the last. */
    List<LocalDate> trend() {
        return last.minusDays(TREND - 1).datesUntil(last.plusDays(1)).toList();
    }

    List<LocalDate> ofPeriod() {
        return first().datesUntil(last.plusDays(1)).toList();
    }

    /** Midnight, or when the clock says so first. */
    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The first moment that does not belong to the day. */
    Instant end(LocalDate day) {
        return start(day.plusDays(1));
    }

    LocalDate day(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    /** Whether all of the days are, so that nothing changes any more. */
    boolean areOver() {
        return !end(last).isAfter(now);
    }

    /** The last second of a day at which Prometheus can be asked: what it is at the very end belongs to the next day. */
    Instant lastSecond(LocalDate day) {
        Instant second = end(day).minusSeconds(1);
        return second.isBefore(now) ? second : now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** From the first second of one day to the last of another, as PromQL writes it. */
    String window(LocalDate from, LocalDate to) {
        return Math.max(1, Duration.between(start(from), lastSecond(to)).toSeconds()) + "s";
    }

    /** The whole period, as PromQL writes it. */
    String window() {
        return window(first(), last);
    }
}

package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.impact.ImpactReport.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private static Days days(Period period, String last, Instant now) {
        return new Days(period, LocalDate.parse(last), NEW_YORK, now);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-09, 2024-03-09T05:00:00Z, 2024-03-10T05:00:00Z, 86399s",
        "2024-03-10, 2024-03-10T05:00:00Z, 2024-03-11T04:00:00Z, 82799s",
        "2024-11-03, 2024-11-03T04:00:00Z, 2024-11-04T05:00:00Z, 89999s",
    })
    void aDayMayHave23Or25Hours(String date, Instant start, Instant end, String window) {
        Days days = days(Period.DAILY, date, LATER);

        assertThat(days.start(days.last())).isEqualTo(start);
        assertThat(days.end(days.last())).isEqualTo(end);
        assertThat(days.lastSecond(days.last())).isEqualTo(end.minusSeconds(1));
        assertThat(days.window()).isEqualTo(window);
        assertThat(days.day(start)).isEqualTo(days.last());
        assertThat(days.day(end.minusMillis(1))).isEqualTo(days.last());
        assertThat(days.day(end)).isEqualTo(days.last().plusDays(1));
    }

    @Test
    void aWeekEndsWithItsDateAndIsItsOwnTrend() {
        Days week = days(Period.WEEKLY, "2024-03-11", LATER);

        assertThat(week.first()).isEqualTo("2024-03-05");
        assertThat(week.ofPeriod()).hasSize(7).isEqualTo(week.trend());
    }

    @Test
    void aDayStandsAtTheEndOfItsTrend() {
        Days day = days(Period.DAILY, "2024-03-11", LATER);

        assertThat(day.ofPeriod()).containsExactly(LocalDate.parse("2024-03-11"));
        assertThat(day.trend()).hasSize(7).endsWith(LocalDate.parse("2024-03-11"));
    }

    @Test
    void aDayThatIsNotOverEndsNow() {
        Days day = days(Period.DAILY, "2024-03-11", Instant.parse("2024-03-11T16:00:00.9Z"));

        assertThat(day.areOver()).isFalse();
        assertThat(day.lastSecond(day.last())).isEqualTo("2024-03-11T16:00:00Z");
        assertThat(day.window()).isEqualTo("43200s");
    }

    @Test
    void aDayIsOverAtItsEndAndNotBefore() {
        Instant end = Instant.parse("2024-03-12T04:00:00Z");

        assertThat(days(Period.DAILY, "2024-03-11", end).areOver()).isTrue();
        assertThat(days(Period.DAILY, "2024-03-11", end.minusMillis(1)).areOver())
                .isFalse();
    }
}

package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Day;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What the days of a trend are together, and how long their bars are. */
record Trend(List<Day> days) {

    /** The revenue of all days, in cents. */
    long sum() {
        return days.stream().mapToLong(Day::revenue).sum();
    }

    /** The mean revenue of a day, in cents, rounded half-even; 0 without days. */
    long average() {
        return days.isEmpty()
                ? 0
                : BigDecimal.valueOf(sum())
                        .divide(BigDecimal.valueOf(days.size()), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    /**
     * The length of a day's bar: what was earned has one, however little it was; what was lost has none.
     *
     * @param longest of the day that earned most
     */
    int bar(Day day, int longest) {
        long most = days.stream().mapToLong(Day::revenue).max().orElse(0);
        return day.revenue() <= 0 ? 0 : Math.max(1, (int) Math.round((double) day.revenue() / most * longest));
    }
}

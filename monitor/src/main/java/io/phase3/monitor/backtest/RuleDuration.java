package io.phase3.monitor.backtest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Prometheus writes them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}. */
final class RuleDuration {
    private static final Pattern PATTERN = Pattern.compile(
            "(?:(\\d{1,4})y)?(?:(\\d{1,5})w)?(?:(\\d{1,6})d)?(?:(\\d{1,7})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final long[] MILLISECONDS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private RuleDuration() {}

    /**
     * The duration of this text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Duration parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty() || (!matcher.matches() && !text.equals("0"))) {
            throw new IllegalArgumentException("'" + text + "' is no duration of Prometheus; write 90s, 5m or 1h30m");
        }
        long milliseconds = 0;
        for (int unit = 0; unit < MILLISECONDS.length && !text.equals("0"); unit++) {
            String digits = matcher.group(unit + 1);
            milliseconds += digits == null ? 0 : Long.parseLong(digits) * MILLISECONDS[unit];
        }
        return Duration.ofMillis(milliseconds);
    }
}

package io.phase3.monitor.demo;

import io.phase3.monitor.terminal.Symbols;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Writes seconds, counts, ratios and dollars as people read them, each at most eight characters where it can be. */
record Figures(Symbols symbols) {

    /** A duration in seconds, with three significant digits and the unit that suits it. */
    String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return symbols.absent();
        }
        if (seconds < 0.001) {
            return format("%.0f us", seconds * 1e6);
        }
        return seconds < 1 ? significant(seconds * 1e3) + " ms" : significant(seconds) + " s";
    }

    String count(long count) {
        if (count < 1_000_000) {
            return format("%,d", count);
        }
        return count < 1_000_000_000 ? format("%.1fM", count / 1e6) : format("%.1fG", count / 1e9);
    }

    String perSecond(double rate) {
        return rate < 1000 ? format("%.1f", rate) : count(Math.round(rate));
    }

    String percent(double ratio) {
        return Double.isNaN(ratio) ? symbols.absent() : format("%.1f%%", ratio * 100);
    }

    /** Cents are shown; below a dollar, where API costs are, their hundredths too. */
    String dollars(BigDecimal dollars) {
        BigDecimal size = dollars.abs();
        boolean small = size.signum() > 0 && size.compareTo(BigDecimal.ONE) < 0;
        return (dollars.signum() < 0 ? "-" : "") + format(small ? "$%,.4f" : "$%,.2f", size);
    }

    /** How long something has been running: {@code 45 s}, {@code 5 min 03 s}. */
    String elapsed(Duration elapsed) {
        long minutes = elapsed.toMinutes();
        return minutes == 0 ? elapsed.toSeconds() + " s" : format("%d min %02d s", minutes, elapsed.toSecondsPart());
    }

    private static String significant(double value) {
        if (value >= 99.95) {
            return format("%.0f", value);
        }
        String digits = format(value >= 9.995 ? "%.1f" : "%.2f", value);
        return digits.replaceFirst("\\.?0+$", "");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

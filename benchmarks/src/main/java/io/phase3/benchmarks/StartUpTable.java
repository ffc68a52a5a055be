package io.phase3.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows start-up times as a Markdown table. */
final class StartUpTable {
    private final Map<Start, List<Double>> times;

    /** @param times milliseconds of every start */
    StartUpTable(Map<Start, List<Double>> times) {
        this.times = times;
    }

    /** The table: medians, because a start can be disturbed but never hurried. */
    String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| hello, world | ms (median) | × bare |\n");
        table.append("|:--|--:|--:|\n");
        for (Start start : Start.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f |%n",
                    start.title(),
                    median(start),
                    median(start) / median(Start.BARE)));
        }
        return table.toString();
    }

    private double median(Start start) {
        return new Sample(times.get(start).stream().mapToDouble(Double::doubleValue)).median();
    }
}

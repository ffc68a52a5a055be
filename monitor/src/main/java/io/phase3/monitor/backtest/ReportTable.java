package io.phase3.monitor.backtest;

import io.phase3.monitor.terminal.Terminal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Draws a report as lines of at most 79 columns, the verdict last. */
final class ReportTable {
    private static final int WIDTH = 79;
    private static final int MOST_DAYS = WIDTH - 4;
    private static final String ROW = "%-38s%-9s%7s%9s%8s%8s";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private ReportTable(Terminal terminal) {
        this.terminal = terminal;
    }

    static List<String> lines(Report report, Terminal terminal) {
        ReportTable table = new ReportTable(terminal);
        table.lines.add(report.history());
        table.lines.add(DAY.format(report.span().start()) + " to "
                + DAY.format(report.span().end()) + " UTC, "
                + report.rules().alerts().size() + " alerts");
        report.byCategory().forEach((category, alerts) -> table.category(category, report.lines(alerts)));
        table.verdict(report);
        return table.lines;
    }

    private void category(String category, List<Report.Line> all) {
        List<Report.Line> fired = all.stream().filter(Report.Line::fired).toList();
        lines.add("");
        if (fired.isEmpty()) {
            lines.add(styled("faint", row("%s: %d alerts, none fired", category, all.size())));
            return;
        }
        lines.add(styled("bold", row(ROW, category, "", "times", "longest", "total", "a week")));
        lines.add(terminal.symbols().line(WIDTH));
        fired.forEach(this::fired);
        int quiet = all.size() - fired.size();
        if (quiet > 0) {
            lines.add(styled("faint", quiet + " others did not fire"));
        }
    }

    private void fired(Report.Line line) {
        String text = row(
                ROW,
                terminal.symbols().shortened(line.rule().name(), 37),
                line.rule().severity(),
                String.format(Locale.ROOT, "%,d", line.times()),
                duration(line.longest()),
                duration(line.total()),
                row("%.1f", line.toldPerWeek()));
        lines.add(line.rule().isCritical() ? styled("red", text) : text);
        if (line.days().size() <= MOST_DAYS) {
            lines.add("    " + strip(line.days()));
        }
    }

    /** A character for each day: not, a little, an hour or more, half of it or more. */
    private static String strip(List<Double> days) {
        StringBuilder strip = new StringBuilder();
        for (double share : days) {
            strip.append(share == 0 ? '.' : share < 1 / 24.0 ? '-' : share < .5 ? '+' : '#');
        }
        return strip.toString();
    }

    private void verdict(Report report) {
        lines.add("");
        lines.add(row(
                "%.1f pages and %.1f messages a week; at most %.1f pages are bearable.",
                report.pagesPerWeek(), report.messagesPerWeek(), report.maximumPages()));
        if (report.healthy() && report.criticals() > 0) {
            String names = report.firings().stream()
                    .map(Firing::rule)
                    .filter(AlertRule::isCritical)
                    .map(AlertRule::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            lines.add("Nothing was wrong, and yet there were critical alerts: " + names + ".");
        }
        lines.add(styled(report.isGood() ? "bold" : "bold,red", report.isGood() ? "Good to live with." : "Too loud."));
    }

    private static String duration(Duration duration) {
        if (duration.toDays() >= 2) {
            return row("%dd%02dh", duration.toDays(), duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? row("%dh%02dm", duration.toHours(), duration.toMinutesPart())
                : duration.toMinutes() + "m";
    }

    private String styled(String styles, String text) {
        return Help.defaultColorScheme(terminal.colours())
                .apply(text, List.of(Ansi.Style.parse(styles)))
                .toString();
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }
}

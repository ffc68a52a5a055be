package io.phase3.monitor.demo;

import io.phase3.monitor.demo.MeasuredKind.Standing;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Draws a summary as lines of at most 79 columns: the kinds of call, the money, and what needs attention. */
final class SummaryTable {

    private static final int WIDTH = 79;
    private static final String KIND_START = "%-21s %-10s%7s%8s%8s";
    private static final String KIND_END = "%8s%8s";
    private static final String KIND_ROW = KIND_START + "%8s" + KIND_END;
    private static final String MONEY_ROW = "%-21s %7s %13s %12s %13s %8s";

    private final ColorScheme colours;
    private final Symbols symbols;
    private final Figures figures;

    SummaryTable(Terminal terminal) {
        this.colours = Help.defaultColorScheme(terminal.colours());
        this.symbols = terminal.symbols();
        this.figures = new Figures(symbols);
    }

    List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        lines.add(styled(
                "bold", row(KIND_ROW, "feature", "kind", "calls", "calls/s", "p50", "p95", "target", "success")));
        lines.add(symbols.line(WIDTH));
        summary.kinds().forEach(kind -> lines.add(kindRow(kind)));
        lines.addAll(money(summary));
        lines.addAll(attention(summary));
        return lines;
    }

    /** The state of the run in one line, for where nothing can be redrawn. */
    String line(Summary summary) {
        int measured = summary.kinds().size() - summary.missing().size();
        List<String> parts = new ArrayList<>();
        parts.add(row(
                "%9s  %s calls (%s/s)",
                figures.elapsed(summary.elapsed()),
                figures.count(summary.calls()),
                figures.perSecond(summary.callsPerSecond())));
        parts.add(measured + " of " + summary.kinds().size() + " kinds");
        Earnings counted = summary.counted();
        if (!counted.features().isEmpty()) {
            parts.add(conversions(counted.conversions()));
            parts.add(figures.dollars(Dollars.total(counted.revenue().values())));
        }
        return String.join(", ", parts);
    }

    private String kindRow(KindSummary kind) {
        String target = kind.kind().targetSeconds().isPresent()
                ? figures.seconds(kind.kind().targetSeconds().getAsDouble())
                : symbols.absent();
        String p95 = row("%8s", figures.seconds(kind.p95Seconds()));
        boolean promised = kind.isMeasured() && kind.kind().targetSeconds().isPresent();
        String start = row(
                KIND_START,
                symbols.shortened(kind.features().isEmpty() ? symbols.absent() : kind.features(), 21),
                kind.kind().keyword(),
                figures.count(kind.calls()),
                figures.perSecond(kind.callsPerSecond()),
                figures.seconds(kind.p50Seconds()));
        String end = row(KIND_END, target, figures.percent(kind.successRatio()));
        return start + (promised ? styled(colour(kind.standing()), p95) : p95) + end;
    }

    private List<String> money(Summary summary) {
        Earnings counted = summary.counted();
        Map<String, Long> touches = summary.touches();
        Map<String, BigDecimal> cost = summary.apiCostByFeature();
        SortedSet<String> features = new TreeSet<>(counted.features());
        features.addAll(touches.keySet());
        features.addAll(cost.keySet());
        if (features.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(styled(
                "bold",
                row(
                        MONEY_ROW,
                        conversions(counted.conversions()),
                        "touches",
                        "revenue",
                        "refunds",
                        "net",
                        "API cost")));
        for (String feature : features) {
            lines.add(row(
                    MONEY_ROW,
                    symbols.shortened(feature, 21),
                    touches.containsKey(feature) ? figures.count(touches.get(feature)) : symbols.absent(),
                    dollars(counted.revenue().get(feature)),
                    dollars(counted.refunds().get(feature)),
                    dollars(counted.net().get(feature)),
                    dollars(cost.get(feature))));
        }
        lines.add(row(
                MONEY_ROW,
                "together",
                figures.count(
                        touches.values().stream().mapToLong(Long::longValue).sum()),
                together(counted.revenue()),
                together(counted.refunds()),
                together(counted.net()),
                together(cost)));
        return lines;
    }

    private String conversions(long count) {
        return figures.count(count) + (count == 1 ? " conversion" : " conversions");
    }

    private List<String> attention(Summary summary) {
        List<String> lines = new ArrayList<>();
        addUnlessEmpty(
                lines,
                "not measured yet",
                summary.missing().stream().map(MeasuredKind::keyword).toList());
        addUnlessEmpty(
                lines,
                "p95 above target",
                summary.kinds().stream()
                        .filter(kind -> kind.standing() != Standing.WITHIN_TARGET)
                        .map(SummaryTable::aboveTarget)
                        .toList());
        addUnlessEmpty(lines, "rules that match no method", summary.rulesWithoutMethods());
        addUnlessEmpty(lines, "touches and conversions that cannot count", counts(summary.rejected()));
        addUnlessEmpty(lines, "agent errors", counts(summary.agentErrors()));
        if (!lines.isEmpty()) {
            lines.add(0, "");
        }
        return lines;
    }

    private void addUnlessEmpty(List<String> lines, String what, List<String> values) {
        if (!values.isEmpty()) {
            String line = what + ": " + values.stream().collect(Collectors.joining(", "));
            lines.add(styled("yellow", symbols.shortened(line, WIDTH)));
        }
    }

    private static String aboveTarget(KindSummary kind) {
        String keyword = kind.kind().keyword();
        return kind.standing() == Standing.CRITICAL ? keyword + " (critical)" : keyword;
    }

    private static List<String> counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .toList();
    }

    private String dollars(BigDecimal dollars) {
        return dollars == null ? symbols.absent() : figures.dollars(dollars);
    }

    private String together(Map<String, BigDecimal> dollars) {
        return dollars.isEmpty() ? symbols.absent() : figures.dollars(Dollars.total(dollars.values()));
    }

    private static String colour(Standing standing) {
        return switch (standing) {
            case WITHIN_TARGET -> "green";
            case ABOVE_TARGET -> "yellow";
            case CRITICAL -> "red";
        };
    }

    private String styled(String style, String text) {
        return colours.apply(text, List.of(Ansi.Style.parse(style))).toString();
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }
}

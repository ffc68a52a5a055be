package io.phase3.monitor.impact;

import static io.phase3.monitor.terminal.TextTable.Align.LEFT;
import static io.phase3.monitor.terminal.TextTable.Align.RIGHT;

import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Objective;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Period;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a report as lines of at most 79 columns, for people on a terminal. */
final class ImpactText {
    private static final int WIDTH = TextTable.WIDTH;
    private static final int NAME_WIDTH = 22;
    private static final int LEAST_TITLE_WIDTH = 12;
    private static final int BAR_WIDTH = 24;
    private static final String INDENT = "  ";

    /** What would move the cursor, colour the line, or turn its direction. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final ImpactReport report;
    private final Terminal terminal;
    private final Symbols symbols;
    private final Figures figures;
    private final List<String> lines = new ArrayList<>();

    private ImpactText(ImpactReport report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
        this.symbols = terminal.symbols();
        this.figures = new Figures(symbols.absent(), "-");
    }

    static List<String> lines(ImpactReport report, Terminal terminal) {
        return new ImpactText(report, terminal).write();
    }

    private List<String> write() {
        title();
        if (report.feature().isEmpty()) {
            overall(report.overall());
            users(report.users());
            costs(report.costs(), report.overall().net());
            byFeature();
        } else {
            report.features().forEach(this::single);
        }
        objectives();
        trend();
        sentences("SOURCES", report.sources());
        sentences("MISSING", report.missing());
        return lines;
    }

    private void title() {
        String rule = "=".repeat(WIDTH);
        String days =
                report.period() == Period.DAILY ? report.last().toString() : report.first() + " to " + report.last();
        lines.add(rule);
        lines.add(styled("bold", "PHASE 3 " + report.period() + " BUSINESS IMPACT REPORT - " + days));
        lines.add(rule);
        line("Days in " + report.zone().getId() + ". Attribution: " + report.model() + ".");
    }

    private void overall(Overall overall) {
        heading("OVERALL PERFORMANCE");
        field(revenueLabel(), figures.dollars(overall.revenue()));
        field("Earned", figures.dollars(overall.credits()));
        field("Given Back", figures.dollars(overall.reversals()));
        field("Conversions", figures.count(overall.conversions()));
        field("Projected Annual", figures.dollars(overall.projectedAnnual()));
        field("Target Range", figures.range(overall.targetLow(), overall.targetHigh()));
        onTrack(overall.standing());
        field("Overall ROI", figures.multiple(overall.roi()) + " (target: " + figures.goal(overall.targetRoi()) + ')');
    }

    private void users(Users users) {
        heading("USER METRICS");
        field("Active Users", figures.count(users.active()));
        field("Average NPS", figures.score(users.nps()));
        field("Average Adoption", figures.percent(users.adoption()));
    }

    private void costs(Costs costs, OptionalLong net) {
        heading("COST BREAKDOWN");
        field("Infrastructure", inPeriod(figures.dollars(costs.infrastructure())));
        field("API Costs", inPeriod(figures.dollars(costs.api())));
        field("Total Costs", inPeriod(figures.dollars(costs.total())));
        field("Net Impact", inPeriod(figures.dollars(net)));
        items(LargestCosts.of(costs.items()));
    }

    private void items(LargestCosts costs) {
        if (costs.items().isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable(terminal, LEFT, LEFT, LEFT, RIGHT).head(INDENT + "cost", "kind", "feature", "amount");
        costs.items()
                .forEach(item -> table.row(
                        INDENT + name(item.name(), 20),
                        name(item.kind(), 14),
                        name(item.feature(), 22),
                        figures.dollars(item.cents())));
        lines.add("");
        lines.addAll(table.lines());
        if (costs.others() > 0) {
            line("and " + costs.others() + " more: " + figures.dollars(costs.othersCents()));
        }
    }

    private void byFeature() {
        heading("BY FEATURE");
        if (report.features().isEmpty()) {
            line("none");
            return;
        }
        TextTable money = new TextTable(terminal, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT)
                .head(INDENT + "feature", "revenue", "share", "costs", "net", "ROI");
        TextTable aims = new TextTable(terminal, LEFT, RIGHT, RIGHT, LEFT, RIGHT, RIGHT)
                .head(INDENT + "feature", "projected", "target", "on track", "adoption", "NPS");
        for (Feature feature : report.features()) {
            String name = INDENT + name(feature.name(), NAME_WIDTH);
            money.row(
                    name,
                    figures.dollars(feature.revenue()),
                    figures.percent(feature.share()),
                    figures.dollars(feature.costs()),
                    figures.dollars(feature.net()),
                    figures.multiple(feature.roi()));
            aims.row(
                    name,
                    figures.dollars(feature.projectedAnnual()),
                    figures.range(feature.targetLow(), feature.targetHigh()),
                    feature.standing().map(ImpactText::word).orElse(symbols.absent()),
                    figures.percent(feature.adoption()),
                    figures.score(feature.nps()));
        }
        lines.addAll(money.lines());
        lines.add("");
        lines.addAll(aims.lines());
    }

    /** The one that was asked for. */
    private void single(Feature feature) {
        heading("FEATURE " + name(feature.name(), WIDTH - 8));
        field(revenueLabel(), figures.dollars(feature.revenue()));
        field("Share of Revenue", figures.percent(feature.share()));
        field("Conversions Touched", figures.count(feature.touched()));
        field("Projected Annual", figures.dollars(feature.projectedAnnual()));
        field("Target Range", figures.range(feature.targetLow(), feature.targetHigh()));
        feature.standing().ifPresentOrElse(this::onTrack, () -> field("On Track", symbols.absent()));
        field("ROI", figures.multiple(feature.roi()));
        field("NPS", figures.score(feature.nps()));
        field("Adoption", figures.percent(feature.adoption()));
        costs(report.costs(), feature.net());
    }

    private void objectives() {
        heading("SLA COMPLIANCE");
        Compliance compliance = new Compliance(report.objectives());
        line(compliance.sentence());
        if (report.objectives().isEmpty()) {
            return;
        }
        int columns = titleColumns(report.objectives());
        TextTable table = new TextTable(terminal, LEFT, RIGHT, RIGHT, LEFT)
                .head(INDENT + "objective", "goal", "reached", "status");
        compliance.byFeature().forEach((feature, objectives) -> {
            table.styled("faint", INDENT + name(feature.orElse("all features"), columns), "", "", "");
            objectives.forEach(objective -> table.styled(
                    colour(objective.isMet()),
                    INDENT + INDENT + name(objective.title(), columns),
                    printable(figures.goal(objective)),
                    printable(figures.reached(objective)),
                    Figures.status(objective)));
        });
        lines.addAll(table.lines());
    }

    /** What goals, values and states leave to the titles, which may be cut before these. */
    private int titleColumns(List<Objective> objectives) {
        int goal = widest(objectives.stream().map(objective -> figures.goal(objective)));
        int reached = widest(objectives.stream().map(figures::reached));
        int status = widest(objectives.stream().map(Figures::status));
        int gaps = 2 * INDENT.length() + 3 * 2;
        return Math.max(LEAST_TITLE_WIDTH, WIDTH - gaps - goal - Math.max(reached, "reached".length()) - status);
    }

    private static int widest(Stream<String> cells) {
        return cells.mapToInt(String::length).max().orElse(0);
    }

    private void trend() {
        heading("TREND");
        Trend trend = new Trend(report.trend());
        line(figures.dollars(trend.sum()) + " in " + figures.count(trend.days().size()) + " days, "
                + figures.dollars(trend.average()) + " a day on average");
        TextTable table = new TextTable(terminal, LEFT, RIGHT, LEFT, RIGHT, RIGHT)
                .head(INDENT + "day", "revenue", "", "conversions", "costs");
        for (Day day : trend.days()) {
            table.row(
                    INDENT + Figures.day(day.date()),
                    figures.dollars(day.revenue()),
                    symbols.bar(trend.bar(day, BAR_WIDTH)),
                    figures.count(day.conversions()),
                    figures.dollars(day.costs()));
        }
        lines.addAll(table.lines());
    }

    private void sentences(String heading, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        heading(heading);
        for (String sentence : sentences) {
            List<String> wrapped = wrapped(printable(sentence), WIDTH - 4);
            for (int i = 0; i < wrapped.size(); i++) {
                lines.add((i == 0 ? "  - " : "    ") + wrapped.get(i));
            }
        }
    }

    /** The text in lines: broken at spaces, and where there are none, within a word. */
    private static List<String> wrapped(String text, int columns) {
        List<String> wrapped = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > columns) {
            int space = rest.lastIndexOf(' ', columns);
            int end = space > 0 ? space : columns;
            wrapped.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        wrapped.add(rest);
        return wrapped;
    }

    private void heading(String heading) {
        lines.add("");
        lines.add(styled("bold", heading));
    }

    private void field(String label, String value) {
        field(label, value, "");
    }

    private void field(String label, String value, String style) {
        lines.add(String.format(Locale.ROOT, "  %-22s", label + ':') + styled(style, value));
    }

    private void line(String text) {
        lines.add(symbols.shortened(INDENT + printable(text), WIDTH));
    }

    private void onTrack(Standing standing) {
        switch (standing) {
            case BELOW -> field("On Track", "NO - BELOW", "red");
            case ON_TRACK -> field("On Track", "YES", "green");
            case ABOVE -> field("On Track", "YES - ABOVE RANGE", "green");
        }
    }

    private String revenueLabel() {
        return report.period() == Period.DAILY ? "Daily Revenue" : "Weekly Revenue";
    }

    private String inPeriod(String dollars) {
        if (dollars.equals(symbols.absent())) {
            return dollars;
        }
        return dollars + (report.period() == Period.DAILY ? "/day" : "/week");
    }

    private String name(String name, int columns) {
        return symbols.shortened(printable(name), columns);
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    private String styled(String style, String text) {
        return TextTable.style(terminal, style, text);
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case BELOW -> "no, below";
            case ON_TRACK -> "yes";
            case ABOVE -> "yes, above";
        };
    }

    private static String colour(Optional<Boolean> met) {
        return met.map(is -> is ? "" : "red").orElse("faint");
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.statistics.Proportion;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Draws a report on an experiment as lines of at most 79 columns, the verdict last. */
final class ReportTable {
    private static final int WIDTH = 79;
    private static final int NAME = 21;
    private static final String VARIANT_ROW = "%-21s%14s%14s%14s%16s";
    private static final String TREATMENT_ROW = "%-21s%10s%10s%10s%14s%14s";
    private static final String GUARDRAIL_ROW = "%-21s %-20s%10s%10s%17s";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ColorScheme colours;
    private final Symbols symbols;
    private final List<String> lines = new ArrayList<>();

    private ReportTable(Terminal terminal) {
        this.colours = Help.defaultColorScheme(terminal.colours());
        this.symbols = terminal.symbols();
    }

    static List<String> lines(ExperimentReport report, Terminal terminal) {
        ReportTable table = new ReportTable(terminal);
        table.head(report);
        table.variants(report.experiment());
        table.treatments(report.results());
        table.guardrails(report);
        table.trust(report);
        table.verdict(report.verdict());
        return table.lines;
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    private void head(ExperimentReport report) {
        Experiment experiment = report.experiment();
        fact("experiment", experiment.name() + " (" + experiment.feature() + ")");
        fact(
                "status",
                experiment.status().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", started "
                        + time(experiment.startedAt()));
        experiment.stoppedAt().ifPresent(at -> fact("stopped", time(at)));
        experiment
                .hold()
                .ifPresent(hold -> fact("held", "by " + hold.by() + ", " + time(hold.at()) + ": " + hold.reason()));
        fact("evaluated", report.results().evaluatedAt().map(ReportTable::time).orElse("not yet"));
    }

    private void variants(Experiment experiment) {
        heading(row(VARIANT_ROW, "variant", "assigned", "exposed", "converted", "rate"));
        for (Variant variant : experiment.variants()) {
            lines.add(row(
                    VARIANT_ROW,
                    name(variant.name() + (variant.control() ? " (control)" : "")),
                    count(variant.assigned()),
                    count(variant.exposed()),
                    count(variant.converted()),
                    percent("%.2f%%", variant.conversions().rate())));
        }
    }

    private void treatments(Results results) {
        if (results.treatments().isEmpty()) {
            return;
        }
        heading(row(TREATMENT_ROW, "against the control", "lift", "from", "to", "p, one look", "p, decide"));
        for (Results.Treatment treatment : results.treatments()) {
            lines.add(row(
                    TREATMENT_ROW,
                    name(treatment.variant()),
                    percent("%+.1f%%", treatment.lift()),
                    percent("%+.1f%%", treatment.lower()),
                    percent("%+.1f%%", treatment.upper()),
                    probability(treatment.pValue()),
                    probability(treatment.sequentialPValue())));
        }
    }

    private void guardrails(ExperimentReport report) {
        if (report.results().guardrails().isEmpty()) {
            return;
        }
        heading(row(GUARDRAIL_ROW, "guardrail", "variant", "rate", "control", "p, decide"));
        for (Results.GuardrailResult result : report.results().guardrails()) {
            String line = row(
                    GUARDRAIL_ROW,
                    name(result.guardrail()),
                    symbols.shortened(result.variant(), NAME - 1),
                    percent("%.2f%%", rate(report.experiment(), result.guardrail(), result.variant())),
                    percent("%.2f%%", controlRate(report.experiment(), result.guardrail())),
                    (result.harmful() ? "harmful " : "") + probability(result.sequentialPValue()));
            lines.add(result.harmful() ? styled("red", line) : line);
        }
    }

    private static double rate(Experiment experiment, String guardrail, String variant) {
        return experiment.variants().stream()
                .filter(each -> each.name().equals(variant))
                .mapToDouble(each -> rate(experiment, guardrail, each))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double controlRate(Experiment experiment, String guardrail) {
        return experiment
                .control()
                .map(control -> rate(experiment, guardrail, control))
                .orElse(Double.NaN);
    }

    private static double rate(Experiment experiment, String guardrail, Variant variant) {
        return experiment.guardrails().stream()
                .filter(each -> each.name().equals(guardrail))
                .mapToDouble(each -> new Proportion(each.events(variant), variant.exposed()).rate())
                .findFirst()
                .orElse(Double.NaN);
    }

    private void trust(ExperimentReport report) {
        Results results = report.results();
        lines.add("");
        String judged = results.sampleRatioPValue() < Verdict.MISMATCH ? ": not as the weights say" : "";
        fact("sample ratio", "p " + probability(results.sampleRatioPValue()) + judged);
        fact(
                "exposed twice",
                percent("%.2f%%", report.experiment().multipleExposureRatio())
                        + " of the exposed saw several variants");
        String required = results.requiredSampleSize().isPresent()
                ? count(results.requiredSampleSize().getAsLong())
                : symbols.absent();
        fact(
                "one look needs",
                required + " exposed subjects of each variant; the fewest are "
                        + count(Verdict.smallest(report.experiment())));
    }

    private void verdict(Verdict verdict) {
        lines.add("");
        StringBuilder line = new StringBuilder();
        for (String word : verdict.sentence().split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(styled("bold", line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(styled("bold", line.toString()));
    }

    private void heading(String text) {
        lines.add("");
        lines.add(styled("bold", text));
        lines.add(symbols.line(WIDTH));
    }

    private void fact(String what, String text) {
        lines.add(symbols.shortened(row("%-16s%s", what, text), WIDTH));
    }

    private String name(String name) {
        return symbols.shortened(name, NAME);
    }

    private String percent(String format, double ratio) {
        return Double.isNaN(ratio) ? symbols.absent() : row(format, ratio * 100);
    }

    private String probability(double probability) {
        if (Double.isNaN(probability)) {
            return symbols.absent();
        }
        return probability < 0.0001 ? "< 0.0001" : row("%.4f", probability);
    }

    private static String count(long count) {
        return row("%,d", count);
    }

    private String styled(String style, String text) {
        return colours.apply(text, List.of(Ansi.Style.parse(style))).toString();
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }
}

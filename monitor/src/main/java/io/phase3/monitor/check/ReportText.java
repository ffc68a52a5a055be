package io.phase3.monitor.check;

import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.MethodReport;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.RuleReport;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import io.phase3.monitor.terminal.TextTable.Align;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report for people: first what is wrong, then the rules that find nothing, then the others, and a sentence about all of
 * them.
 */
final class ReportText {
    /** So many findings of one kind are shown; of the next thousand nobody reads more. */
    private static final int FINDINGS = 5;

    private final Terminal terminal;
    private final boolean all;

    /** @param all whether everything is shown, however long it gets */
    ReportText(Terminal terminal, boolean all) {
        this.terminal = terminal;
        this.all = all;
    }

    /** @param duration how long it took to find out */
    List<String> lines(Report report, Duration duration) {
        Page page = new Page(terminal);
        findings(report.findings(), page);
        List<RuleReport> own =
                report.rules().stream().filter(rule -> !rule.builtIn()).toList();
        List<RuleReport> builtIn =
                report.rules().stream().filter(RuleReport::builtIn).toList();
        RuleText text = new RuleText(page, all, all || locations(own) > 1);
        own.stream().filter(rule -> rule.methods().isEmpty()).forEach(text::block);
        own.stream().filter(rule -> !rule.methods().isEmpty()).forEach(text::block);
        builtIn(builtIn, text, page);
        page.gap();
        page.text(0, report.isGood() ? "bold" : "bold,red", Summary.of(report, own, duration));
        return page.lines();
    }

    private void findings(List<Finding> findings, Page page) {
        Map<String, Integer> shown = new TreeMap<>();
        for (Finding finding : findings) {
            if (all || shown.merge(finding.code(), 1, Integer::sum) <= FINDINGS) {
                RuleText.finding(0, finding, finding.origin() + ": " + finding.message(), page);
            }
        }
        shown.forEach((code, count) -> {
            if (count > FINDINGS) {
                page.text(0, "", String.format(Locale.ROOT, "and %,d more: %s (--all)", count - FINDINGS, code));
            }
        });
    }

    private void builtIn(List<RuleReport> rules, RuleText text, Page page) {
        if (all) {
            rules.forEach(text::block);
            return;
        }
        List<RuleReport> notable = rules.stream()
                .filter(rule -> !rule.methods().isEmpty() || !rule.findings().isEmpty())
                .toList();
        if (notable.isEmpty()) {
            return;
        }
        page.gap();
        TextTable table = new TextTable(terminal, Align.LEFT, Align.RIGHT, Align.LEFT);
        table.head("Built-in rules", "find", "metric (--all shows the methods)");
        for (RuleReport rule : notable) {
            table.row("  " + rule.name(), String.valueOf(rule.methods().size()), rule.metric());
        }
        table.lines().forEach(page::drawn);
        for (RuleReport rule : notable) {
            rule.findings()
                    .forEach(finding -> RuleText.finding(2, finding, rule.name() + ": " + finding.message(), page));
        }
    }

    /** Where the methods of rules come from: one place need not be named for each. */
    private static long locations(List<RuleReport> rules) {
        return rules.stream()
                .flatMap(rule -> rule.methods().stream())
                .map(MethodReport::location)
                .distinct()
                .count();
    }
}

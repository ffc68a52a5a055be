package io.phase3.monitor.check;

import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.explain.MethodReport;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.RuleReport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in a sentence: {@code 12 rules, 11 find 34 methods in 9,812 classes (1.3 s); 1 finds nothing: lead-updates}. */
final class Summary {
    /** So many names still make a sentence. */
    private static final int NAMES = 3;

    private Summary() {}

    /** @param own the rules that the agent does not bring along */
    static String of(Report report, List<RuleReport> own, Duration duration) {
        List<String> silent = own.stream()
                .filter(rule -> rule.methods().isEmpty())
                .map(RuleReport::name)
                .toList();
        int finding = own.size() - silent.size();
        String rules = count(own.size(), "rule");
        String subject = silent.isEmpty() || finding == 0 ? rules : rules + ", " + number(finding);
        return subject + verb(finding == 0 ? own.size() : finding) + " " + methods(own) + " in "
                + count(report.classes(), "class") + String.format(Locale.ROOT, " (%.1f s)", duration.toMillis() / 1e3)
                + (finding == 0 ? "" : silence(silent)) + trouble(report);
    }

    private static String methods(List<RuleReport> rules) {
        return count(
                rules.stream()
                        .flatMap(rule -> rule.methods().stream())
                        .map(MethodReport::method)
                        .distinct()
                        .count(),
                "method");
    }

    private static String silence(List<String> silent) {
        return silent.isEmpty()
                ? ""
                : "; " + number(silent.size()) + verb(silent.size()) + " nothing: "
                        + silent.stream().limit(NAMES).collect(Collectors.joining(", "))
                        + (silent.size() > NAMES ? ", …" : "");
    }

    private static String trouble(Report report) {
        List<Finding> findings = Stream.concat(
                        Stream.of(report.findings()), report.rules().stream().map(RuleReport::findings))
                .flatMap(Collection::stream)
                .toList();
        String text = "";
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            text += count == 0 ? "" : "; " + count(count, severity.name().toLowerCase(Locale.ROOT));
        }
        return text;
    }

    private static String verb(long count) {
        return count == 1 ? " finds" : " find";
    }

    private static String count(long count, String noun) {
        if (count == 1) {
            return "1 " + noun;
        }
        return (count == 0 ? "no" : number(count)) + " " + noun + (noun.endsWith("s") ? "es" : "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}

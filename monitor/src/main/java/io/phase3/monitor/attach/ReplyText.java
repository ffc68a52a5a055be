package io.phase3.monitor.attach;

import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.RuleReport;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A reply for people: what was done, what it came to, and on stderr what is wrong. */
final class ReplyText {
    private final Terminal terminal;
    private final Jvm jvm;
    private final Path agentJar;
    private final Reply reply;
    private final List<RuleReport> rules;
    private final List<RuleReport> idle;

    /** @param agentJar the path that the JVM knows it by */
    ReplyText(Terminal terminal, Jvm jvm, Path agentJar, Reply reply) {
        this.terminal = terminal;
        this.jvm = jvm;
        this.agentJar = agentJar;
        this.reply = reply;
        this.rules = reply.report().map(Report::rules).orElse(List.of()).stream()
                .filter(rule -> !rule.builtIn() || !rule.methods().isEmpty())
                .toList();
        this.idle = rules.stream().filter(rule -> rule.methods().isEmpty()).toList();
    }

    /** Whether it was done, and every rule weaves a method. */
    boolean isGood() {
        return isDone() && idle.isEmpty();
    }

    /** What was done. */
    List<String> lines() {
        return switch (reply.did()) {
            case STARTED -> started();
            case RELOADED -> reloaded();
            case UNCHANGED -> List.of("The agent in " + jvm + " has this configuration already: nothing changed.");
            case REPORTED, REFUSED, FAILED -> List.of();
        };
    }

    private List<String> started() {
        List<String> lines = new ArrayList<>();
        lines.add("The agent " + reply.version() + " runs in " + jvm + ", on Java " + reply.java() + ".");
        lines.addAll(facts().lines());
        lines.addAll(woven());
        lines.add("");
        lines.add("To have it from the start of that JVM, and every call counted:");
        lines.add("  java -javaagent:" + agentJar
                + reply.configuration().map(file -> "=" + file).orElse("") + " ...");
        return lines;
    }

    private List<String> reloaded() {
        Reply.Changes changes = reply.changes();
        TextTable table = facts();
        fact(table, "added", changes.added());
        fact(table, "removed", changes.removed());
        fact(table, "changed", changes.changed());
        table.row("", "unchanged", Integer.toString(changes.unchanged()));
        table.row("", "woven anew", count(changes.classes(), "class", "classes"));
        fact(table, "needs a restart", changes.needsRestart());
        List<String> lines = new ArrayList<>();
        lines.add("The agent in " + jvm + " has read its configuration again. Counters go on.");
        lines.addAll(table.lines());
        lines.addAll(woven());
        return lines;
    }

    private TextTable facts() {
        TextTable table = new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.LEFT);
        table.row("", "configuration", reply.configuration().orElse("none: annotations and built-in rules"));
        return table.row("", "metrics", reply.metrics().orElse("none yet: that JVM's stderr says why"));
    }

    private static void fact(TextTable table, String name, List<String> values) {
        if (!values.isEmpty()) {
            table.row("", name, String.join(", ", values));
        }
    }

    private List<String> woven() {
        if (rules.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.LEFT);
        table.head("rule", "methods", "");
        for (RuleReport rule : rules) {
            int methods = rule.methods().size();
            table.row(
                    rule.name(),
                    Integer.toString(methods),
                    methods == 0
                            ? "in no class that is loaded"
                            : rule.methods().get(0).method());
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    /** What is wrong, and what to do. */
    Collection<String> complaints() {
        // What is wrong with the configuration is among the findings, too.
        Set<String> complaints = new LinkedHashSet<>();
        if (!isDone()) {
            complaints.add("phase3 attach: JVM " + jvm + ": " + reply.message());
        }
        reply.problems().forEach(problem -> complaints.add(problem.toString()));
        findings()
                .filter(finding -> finding.severity() != Finding.Severity.NOTE)
                .forEach(finding -> complaints.add(finding.toString()));
        if (!idle.isEmpty()) {
            complaints.add("Nothing is woven by "
                    + String.join(", ", idle.stream().map(RuleReport::name).toList()) + ": ./phase3 check --pid "
                    + jvm.pid() + " says why.");
        }
        return complaints;
    }

    private Stream<Finding> findings() {
        return reply.report().stream()
                .flatMap(report -> Stream.concat(
                        report.findings().stream(),
                        rules.stream().filter(rule -> !idle.contains(rule)).flatMap(rule -> rule.findings().stream())));
    }

    private boolean isDone() {
        return switch (reply.did()) {
            case STARTED, RELOADED, UNCHANGED, REPORTED -> true;
            case REFUSED, FAILED -> false;
        };
    }

    private static String count(int number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }
}

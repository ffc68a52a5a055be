package io.phase3.monitor.stack;

import io.phase3.monitor.stack.Finding.Level;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code phase3 stack health}: tells whether the stack does its work, and what keeps it from it. */
@Command(
        name = "health",
        description = "Tells whether the stack does its work, and what keeps it from it.",
        footer = {"", "Exit codes: 0 it does, with or without warnings; 1 not; 2 the command was wrong."})
final class HealthCommand implements Callable<Integer> {
    /** Beside the longest name of a part, and a level. */
    private static final int REASON_COLUMNS = 51;

    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    HealthCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        Optional<StackState> state = directory.state();
        List<Finding> findings = state.isPresent()
                ? new Health(directory, state.get(), machine.clock().instant()).findings()
                : List.of(Finding.failed("stack", "there is none in " + directory.root() + "; phase3 stack start"));
        boolean healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
        options.answer(
                terminal,
                Map.of(
                        "healthy",
                        healthy,
                        "findings",
                        findings.stream().map(HealthCommand::json).toList()),
                lines(findings, healthy));
        return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Map<String, String> json(Finding finding) {
        return Map.of(
                "subject", finding.subject(),
                "level", finding.level().name().toLowerCase(Locale.ROOT),
                "reason", finding.reason());
    }

    /** Over as many rows as its reason needs. */
    private static void row(TextTable table, Finding finding) {
        String subject = finding.subject();
        String level = finding.level().word();
        for (String line : wrapped(finding.reason())) {
            table.styled(finding.level().style(), subject, level, line);
            subject = "";
            level = "";
        }
    }

    private static List<String> wrapped(String reason) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : reason.split("\\s+", -1)) {
            if (line.length() + word.length() >= REASON_COLUMNS && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private List<String> lines(List<Finding> findings, boolean healthy) {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.LEFT);
        findings.forEach(finding -> row(table, finding));
        lines.addAll(table.lines());
        lines.add("");
        lines.add(healthy ? "The stack is healthy." : "The stack is not healthy.");
        return lines;
    }
}

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
                ? new Health(directory, state.get()).findings()
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

    private List<String> lines(List<Finding> findings, boolean healthy) {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.LEFT);
        findings.forEach(finding -> table.styled(
                finding.level().style(), finding.subject(), finding.level().word(), finding.reason()));
        lines.addAll(table.lines());
        lines.add("");
        lines.add(healthy ? "The stack is healthy." : "The stack is not healthy.");
        return lines;
    }
}

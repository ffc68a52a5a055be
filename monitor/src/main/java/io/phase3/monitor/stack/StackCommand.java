package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code phase3 stack}: Prometheus, Alertmanager and what stands around them, run as one; see its subcommands. */
@Command(
        name = "stack",
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs Prometheus, Alertmanager, the exporters and Grafana on this machine as one.",
        footer = {
            "",
            "What it needs, and where it keeps things: docs/stack.md.",
            "",
            "Exit codes: 0 done, 1 the answer is no, 2 the command was wrong."
        })
public final class StackCommand {

    private StackCommand() {}

    /** The command with its subcommands, for this process. */
    public static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, Machine.ofProcess());
    }

    static CommandLine commandLine(Terminal terminal, Machine machine) {
        return new CommandLine(new StackCommand())
                .addSubcommand(new StartCommand(terminal, machine))
                .addSubcommand(new StopCommand(terminal, machine))
                .addSubcommand(new StatusCommand(terminal, machine))
                .addSubcommand(new HealthCommand(terminal, machine))
                .addSubcommand(new ReloadCommand(terminal, machine))
                .addSubcommand(new DeployDashboardsCommand(terminal))
                .addSubcommand(new SuperviseCommand(terminal, machine));
    }
}

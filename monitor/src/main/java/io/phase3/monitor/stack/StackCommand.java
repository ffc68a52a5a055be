package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code phase3 stack}: runs the monitoring stack. */
@Command(name = "stack", description = "Runs the monitoring stack.")
public final class StackCommand implements Callable<Integer> {
    private final Terminal terminal;

    public StackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new StackCommand(terminal)).addSubcommand(new DeployDashboardsCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new CommandFailure("not built yet, on a terminal with colours: " + terminal.colours());
    }
}

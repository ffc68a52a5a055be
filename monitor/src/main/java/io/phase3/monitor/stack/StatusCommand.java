package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code phase3 stack status}: shows which parts run. */
@Command(
        name = "status",
        description = "Shows which parts run, since when and where.",
        footer = {"", "Exit codes: 0 all of it runs, 1 not, 2 the command was wrong."})
final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    StatusCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Status status = Status.of(options.directory(machine), machine);
        options.answer(terminal, status.json(), status.lines(terminal));
        return status.isRunning() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}

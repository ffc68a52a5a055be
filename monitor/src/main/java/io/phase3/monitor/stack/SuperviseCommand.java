package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code phase3 stack supervise}: what {@link StartCommand} leaves running. */
@Command(name = "supervise", hidden = true, description = "Watches over the parts of a stack that start has chosen.")
final class SuperviseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    SuperviseCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        Setup setup = directory
                .state()
                .orElseThrow(() -> new CommandFailure(directory.root() + " has no stack; phase3 stack start makes one"))
                .setup();
        try (Interruption interruption = new Interruption();
                Supervisor supervisor = Supervisor.start(machine, directory, setup, terminal.out())) {
            supervisor.watchUntil(interruption);
            return ExitCode.OK;
        }
    }
}

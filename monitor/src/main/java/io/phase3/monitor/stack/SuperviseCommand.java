package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phase3 stack supervise}: what {@link StartCommand} leaves running. */
@Command(name = "supervise", hidden = true, description = "Watches over the parts of a stack that start has chosen.")
final class SuperviseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    @Option(names = "--for", paramLabel = "PID", required = true, description = "The process that waits for the parts.")
    private long starter;

    SuperviseCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        // Otherwise the next start, which knows nothing of us yet, would have a rival.
        if (ProcessHandle.of(starter).isEmpty()) {
            throw new CommandFailure("the process " + starter + ", which wanted this stack, has ended meanwhile");
        }
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

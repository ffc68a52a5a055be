package io.phase3.monitor.attach;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code phase3 attach}: attaches the agent to a running JVM. */
@Command(name = "attach", description = "Attaches the agent to a running JVM.")
public final class AttachCommand implements Callable<Integer> {
    private final Terminal terminal;

    public AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new CommandFailure("not built yet, on a terminal with colours: " + terminal.colours());
    }
}

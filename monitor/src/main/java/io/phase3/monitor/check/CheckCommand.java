package io.phase3.monitor.check;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code phase3 check}: tells what each rule will weave, before deployment. */
@Command(name = "check", description = "Tells what each rule will weave, before deployment.")
public final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new CommandFailure("not built yet, on a terminal with colours: " + terminal.colours());
    }
}

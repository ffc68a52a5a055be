package io.phase3.monitor.impact;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code phase3 impact}: reports what the product earned and what it cost. */
@Command(name = "impact", description = "Reports what the product earned and what it cost.")
public final class ImpactCommand implements Callable<Integer> {
    private final Terminal terminal;

    public ImpactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new CommandFailure("not built yet, on a terminal with colours: " + terminal.colours());
    }
}

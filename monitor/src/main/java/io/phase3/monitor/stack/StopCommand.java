package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phase3 stack stop}: ends every process of a stack. */
@Command(name = "stop", description = "Ends every process of the stack; what it has recorded stays.")
final class StopCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    @Option(names = "--purge", description = "Delete what the stack has recorded and logged, too.")
    private boolean purge;

    StopCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        boolean isThere = directory.isOurs();
        boolean ended = isThere && StackLock.holding(directory, PATIENCE, () -> stop(directory));
        options.answer(
                terminal,
                Map.of("outcome", ended ? "stopped" : "not running"),
                List.of((ended ? "The stack has ended" : "There is no stack in " + directory.root())
                        + (isThere ? becomeOf(directory) : "")
                        + "."));
        return ExitCode.OK;
    }

    private String becomeOf(StackDirectory directory) {
        return purge ? "; its data and logs are deleted" : "; its data and logs stay in " + directory.root();
    }

    private boolean stop(StackDirectory directory) throws IOException, InterruptedException {
        Optional<StackState> state = directory.state();
        if (state.isPresent()) {
            end(state.get());
            directory.forget();
        }
        if (purge) {
            directory.purge();
        }
        return state.isPresent();
    }

    private void end(StackState state) throws IOException, InterruptedException {
        if (state.setup().with() == Way.COMPOSE) {
            new Compose(machine, Path.of(state.setup().home())).down(purge);
        } else {
            Ending.end(state);
        }
    }
}

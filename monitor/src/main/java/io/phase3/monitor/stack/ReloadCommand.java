package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code phase3 stack reload-prometheus}: takes over what was changed in its configuration. */
@Command(
        name = "reload-prometheus",
        description =
                "Has Prometheus, Alertmanager and the prober read config/monitoring again, or what start was given"
                        + " as --monitoring; what is wrong changes nothing.")
final class ReloadCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Part> READERS = List.of(Part.PROMETHEUS, Part.ALERTMANAGER, Part.BLACKBOX);

    private final Terminal terminal;
    private final Machine machine;
    private final Probe probe = new Probe();

    @Mixin
    private StackOptions options;

    ReloadCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        if (!directory.isOurs()) {
            throw noStack(directory);
        }
        List<String> reloaded = StackLock.holding(directory, PATIENCE, () -> reload(directory));
        options.answer(
                terminal,
                Map.of("outcome", "reloaded", "parts", reloaded),
                List.of("Read again by " + String.join(", ", reloaded) + "."));
        return ExitCode.OK;
    }

    private List<String> reload(StackDirectory directory) throws IOException, InterruptedException {
        Setup setup = directory.state().orElseThrow(() -> noStack(directory)).setup();
        if (setup.with() == Way.COMPOSE) {
            new Compose(machine, Path.of(setup.home())).reload();
            return READERS.stream().map(Part::toString).toList();
        }
        Configuration configuration = new Configuration(machine, directory, setup);
        configuration.renew();
        Optional<String> problem = reload(setup);
        if (problem.isPresent()) {
            configuration.restore();
            reload(setup);
            throw new CommandFailure(problem.get());
        }
        return READERS.stream()
                .filter(setup.parts()::contains)
                .map(Part::toString)
                .toList();
    }

    /** Why a part does not accept it, or nothing. */
    private Optional<String> reload(Setup setup) throws InterruptedException {
        for (Part part : READERS) {
            Optional<URI> address = setup.address(part);
            Optional<String> problem = address.isPresent() ? probe.reload(address.get()) : Optional.empty();
            if (problem.isPresent()) {
                return Optional.of(part + " keeps its configuration: " + problem.get());
            }
        }
        return Optional.empty();
    }

    private static CommandFailure noStack(StackDirectory directory) {
        return new CommandFailure("there is no stack in " + directory.root() + "; phase3 stack start starts one");
    }
}

package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.DurationConverter;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phase3 stack start}: starts what does not run, and waits until it is ready. */
@Command(
        name = "start",
        description = "Starts Prometheus, Alertmanager, the exporters and Grafana, and watches over them.",
        footer = {
            "",
            "Parts: exporter, blackbox, redis_exporter, postgres_exporter, alertmanager, prometheus, grafana.",
            "",
            "Exit codes: 0 it runs, 1 it does not, and nothing is left of it, 2 the command was wrong."
        })
final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Machine machine;

    @Mixin
    private StackOptions options;

    @Mixin
    private Choice choice;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long the parts may take until they are ready: 30s, 5m; ${DEFAULT-VALUE} if not given.")
    private Duration limit;

    @Option(
            names = "--foreground",
            description = "Stay, and watch over the parts in this process until Ctrl-C or SIGTERM: for systemd.")
    private boolean foreground;

    StartCommand(Terminal terminal, Machine machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = options.directory(machine);
        directory.create();
        try (Interruption interruption = new Interruption()) {
            Optional<Supervisor> supervisor = StackLock.holding(directory, limit, () -> start(directory, interruption));
            if (supervisor.isPresent()) {
                try (Supervisor here = supervisor.get()) {
                    here.watchUntil(interruption);
                }
            }
            return ExitCode.OK;
        }
    }

    /** The supervisor, if it is one of this process. */
    private Optional<Supervisor> start(StackDirectory directory, Interruption interruption)
            throws IOException, InterruptedException {
        Optional<StackState> before = directory.state();
        if (before.isPresent() && runs(before.get())) {
            answer(directory, "runs already");
            return Optional.empty();
        }
        if (before.isPresent()) {
            endLeftOver(directory, before.get());
        }
        Setup setup = choice.on(machine, new Ports());
        if (setup.with() == Way.COMPOSE) {
            startCompose(directory, setup);
            return Optional.empty();
        }
        new Configuration(machine, directory, setup).renew();
        terminal.err().println("Starting the stack; its folder is " + directory.root());
        Start start = new Start(machine, directory, setup, limit, terminal.err()::println);
        if (!foreground) {
            start.detached(interruption);
            answer(directory, "started");
            return Optional.empty();
        }
        return Optional.of(startHere(directory, setup, start, interruption));
    }

    private Supervisor startHere(StackDirectory directory, Setup setup, Start start, Interruption interruption)
            throws IOException, InterruptedException {
        Supervisor supervisor = Supervisor.start(machine, directory, setup, terminal.err());
        boolean isReady = false;
        try {
            start.awaitReady(interruption, ProcessHandle.current());
            answer(directory, "started");
            isReady = true;
            return supervisor;
        } finally {
            if (!isReady) {
                supervisor.close();
            }
        }
    }

    /** Docker Compose knows by itself what runs. */
    private static boolean runs(StackState state) {
        return state.setup().with() == Way.NATIVE && state.livingSupervisor().isPresent();
    }

    private void endLeftOver(StackDirectory directory, StackState before) throws IOException, InterruptedException {
        int left = before.livingParts().size();
        if (left > 0) {
            terminal.err().println("Ending " + left + " processes of a stack whose supervisor was killed.");
            Ending.end(before);
        }
        if (before.setup().with() == Way.NATIVE) {
            choice.orElse(before.setup());
            directory.forget();
        }
    }

    private void startCompose(StackDirectory directory, Setup setup) throws IOException, InterruptedException {
        terminal.err().println("Starting the stack with Docker Compose; the first time it fetches images.");
        directory.write(StackState.of(setup));
        Compose compose = new Compose(machine, machine.home());
        try {
            compose.up();
        } catch (CommandFailure e) {
            compose.down(false);
            directory.forget();
            throw e;
        }
        answer(directory, "started");
    }

    private void answer(StackDirectory directory, String outcome) throws IOException, InterruptedException {
        Status status = Status.of(directory, machine);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", outcome);
        json.putAll(status.json());
        List<String> lines =
                new ArrayList<>(List.of("The stack " + (outcome.equals("started") ? "runs." : outcome + "."), ""));
        lines.addAll(status.lines(terminal));
        options.answer(terminal, json, lines);
    }
}

package io.phase3.monitor.stack;

import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The time between the first process of a stack and all of them being ready; ends what has begun if that never comes. */
final class Start {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Machine machine;
    private final StackDirectory directory;
    private final Setup setup;
    private final Duration limit;
    private final Consumer<String> progress;
    private final Probe probe = new Probe();
    private final long beginNanos = System.nanoTime();

    /**
     * A start.
     *
     * @param limit how long all of it may take
     * @param progress gets a line for each part that is ready
     */
    Start(Machine machine, StackDirectory directory, Setup setup, Duration limit, Consumer<String> progress) {
        this.machine = machine;
        this.directory = directory;
        this.setup = setup;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * Starts a supervisor that outlives this process.
     *
     * @throws CommandFailure if a part does not become ready; nothing runs any more then
     */
    void detached(Interruption interruption) throws IOException, InterruptedException {
        directory.write(StackState.of(setup));
        List<String> commandLine = new ArrayList<>();
        // In a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it.
        machine.path().find("setsid").ifPresent(setsid -> commandLine.add(setsid.toString()));
        commandLine.addAll(machine.self(
                "stack",
                "supervise",
                "--directory",
                directory.root().toString(),
                "--for",
                Long.toString(ProcessHandle.current().pid())));
        ChildProcess supervisor = ChildProcess.start(commandLine, machine.environment(), directory.supervisorLog());
        boolean isReady = false;
        try {
            awaitReady(interruption, supervisor.handle());
            isReady = true;
        } finally {
            if (!isReady) {
                Ending.end(new StackState(setup, ProcessId.of(supervisor.handle()), state().parts()));
                directory.forget();
            }
        }
    }

    /**
     * Waits for the parts that a supervisor is starting.
     *
     * @throws CommandFailure if one ends or is not ready in time, or somebody wants the end
     */
    void awaitReady(Interruption interruption, ProcessHandle supervisor) throws InterruptedException {
        Set<Part> waiting = EnumSet.copyOf(setup.parts());
        while (true) {
            StackState state = state();
            for (Part part : List.copyOf(waiting)) {
                failIfEnded(part, state);
                if (state.part(part).living().isPresent() && whyNotReady(part).isEmpty()) {
                    waiting.remove(part);
                    progress.accept(String.format(
                            Locale.ROOT, "  %-18s ready after %.1f s", part, since().toMillis() / 1000.0));
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            if (!supervisor.isAlive()) {
                throw new CommandFailure("the supervisor has ended; " + endOf(directory.supervisorLog()));
            }
            if (since().compareTo(limit) > 0) {
                Part part = waiting.iterator().next();
                throw new CommandFailure(part + " is not ready after " + limit.toSeconds() + " s: it "
                        + whyNotReady(part).orElse("was a moment later") + "; "
                        + endOf(directory.log(part)));
            }
            if (interruption.requestedWithin(PAUSE)) {
                throw new CommandFailure("interrupted before all parts were ready; those that ran have been ended");
            }
        }
    }

    private void failIfEnded(Part part, StackState state) {
        if (state.part(part).restarts() > 0) {
            throw new CommandFailure(
                    part + " does not start (" + state.part(part).lastEnd() + "); "
                            + endOf(directory.log(part))
                            + (part.required() ? "" : System.lineSeparator() + "Without it: --without " + part));
        }
    }

    private Optional<String> whyNotReady(Part part) throws InterruptedException {
        URI address = setup.address(part).orElseThrow();
        return probe.whyNotReady(part, address);
    }

    private StackState state() {
        return directory.state().orElseGet(() -> StackState.of(setup));
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    private static String endOf(Path log) {
        return Files.exists(log)
                ? "its log " + log + " ends with" + System.lineSeparator() + ChildProcess.tail(log)
                : "it has no log";
    }
}

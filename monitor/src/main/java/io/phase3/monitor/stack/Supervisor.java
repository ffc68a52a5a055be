package io.phase3.monitor.stack;

import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.stack.StackState.PartState;
import io.phase3.monitor.terminal.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts the parts, starts again whichever ends, and ends them all, the last one first. */
final class Supervisor implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS_AT_LOGS = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);
    private static final long LARGEST_LOG_BYTES = 20L << 20;
    private static final int KILLED = 128;

    private final Machine machine;
    private final StackDirectory directory;
    private final Setup setup;
    private final Launch launch;
    private final PrintWriter out;
    private final ScheduledExecutorService thread;

    /** What follows is touched by {@link #thread} alone. */
    private final Map<Part, Watched> parts = new TreeMap<>();

    private boolean closing;

    /** A part, and how it has fared. */
    private static final class Watched {
        private final BackOff backOff = new BackOff();
        private ChildProcess process;
        private long startedNanos;
        private int restarts;
        private String lastEnd;

        PartState state() {
            return new PartState(process == null ? null : ProcessId.of(process.handle()), restarts, lastEnd);
        }
    }

    private Supervisor(Machine machine, StackDirectory directory, Setup setup, PrintWriter out) {
        this.machine = machine;
        this.directory = directory;
        this.setup = setup;
        this.launch = new Launch(machine, directory, setup);
        this.out = out;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread own = new Thread(task, "phase3-supervisor");
            own.setDaemon(true);
            return own;
        });
    }

    /**
     * Begins.
     *
     * @param out gets a line for each start and end
     */
    static Supervisor start(Machine machine, StackDirectory directory, Setup setup, PrintWriter out) {
        Supervisor supervisor = new Supervisor(machine, directory, setup, out);
        supervisor.after(Duration.ZERO, supervisor::startAll);
        supervisor.after(BETWEEN_LOOKS_AT_LOGS, supervisor::shortenLogs);
        return supervisor;
    }

    /** Does the next step on the thread, whatever has become of the one before. */
    private void after(Duration wait, Runnable step) {
        Future<?> unused = thread.schedule(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException e) {
                        say("unexpected failure: " + e);
                    }
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Lets it do its work until somebody wants the end. */
    void watchUntil(Interruption interruption) throws InterruptedException {
        while (!interruption.requestedWithin(LOOK_AGAIN)) {
            // Nothing to do: all work is done by the thread.
        }
    }

    private void startAll() {
        // Who looks meanwhile is to see that there is a supervisor, before it sees a part.
        save();
        setup.parts().forEach(part -> parts.put(part, new Watched()));
        setup.parts().forEach(this::start);
    }

    private void start(Part part) {
        if (closing) {
            return;
        }
        Watched watched = parts.get(part);
        watched.startedNanos = System.nanoTime();
        try {
            watched.process = launch.start(part);
            say(part + " started, pid " + watched.process.handle().pid() + ", port "
                    + setup.ports().get(part));
            CompletableFuture<Void> unused = watched.process
                    .onExit()
                    .thenAccept(process -> after(Duration.ZERO, () -> ended(part, how(process.exitCode()))));
        } catch (IOException e) {
            ended(part, "cannot be started: " + e.getMessage());
        }
        save();
    }

    /** As a shell counts: what a signal ended has its number and 128. */
    private static String how(int exitCode) {
        return exitCode > KILLED ? "signal " + (exitCode - KILLED) : "exit code " + exitCode;
    }

    private void ended(Part part, String how) {
        if (closing) {
            return;
        }
        Watched watched = parts.get(part);
        Duration wait = watched.backOff.after(Duration.ofNanos(System.nanoTime() - watched.startedNanos));
        watched.restarts++;
        watched.lastEnd = how;
        say(part + " ended: " + how + "; it is started again in " + wait.toSeconds() + " s");
        after(wait, () -> start(part));
        save();
    }

    /** A full disk is no reason to stop watching. */
    private void save() {
        Map<Part, PartState> states = new TreeMap<>();
        parts.forEach((part, watched) -> states.put(part, watched.state()));
        try {
            directory.write(new StackState(setup, ProcessId.of(ProcessHandle.current()), states));
        } catch (IOException e) {
            say("stack.json cannot be written: " + e.getMessage());
        }
    }

    private void shortenLogs() {
        setup.parts().forEach(part -> shorten(directory.log(part)));
        shorten(directory.supervisorLog());
        after(BETWEEN_LOOKS_AT_LOGS, this::shortenLogs);
    }

    /** Programs write at the end of their log, wherever that is: it may be emptied below them. */
    private void shorten(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
                Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            say(log + " cannot be shortened: " + e.getMessage());
        }
    }

    private void say(String line) {
        out.println(Instant.now(machine.clock()).truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }

    /** Ends all parts, and says so in {@code stack.json}. */
    @Override
    public void close() throws IOException {
        try {
            thread.submit(this::endAll).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IOException("the parts could not be ended", e.getCause());
        } finally {
            thread.shutdownNow();
        }
        directory.forget();
    }

    private void endAll() {
        closing = true;
        parts.entrySet().stream()
                .sorted(Map.Entry.<Part, Watched>comparingByKey(Comparator.reverseOrder()))
                .filter(entry -> entry.getValue().process != null)
                .forEach(entry -> {
                    entry.getValue().process.close();
                    say(entry.getKey() + " stopped");
                });
    }
}

package io.phase3.monitor.programs;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program that was started by us: its output in a file, and never left behind. */
public final class ChildProcess implements AutoCloseable {

    /** PostgreSQL writes what it knows to the disk before it goes. */
    private static final long GRACE_SECONDS = 20;

    private static final File NOTHING = new File("/dev/null");

    private static final int TAIL_LINES = 20;
    private static final int TAIL_BYTES = 16 * 1024;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in the folder of its log, so that whatever it writes beside itself stays there. */
    public static ChildProcess start(List<String> commandLine, Path log) throws IOException {
        Process process = new ProcessBuilder(commandLine)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildProcess(process, log);
    }

    /**
     * The same for one that is to outlive us, or is started again: with this environment and no other, without input, and
     * with its output behind what the log has already.
     */
    public static ChildProcess start(List<String> commandLine, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(commandLine)
                .directory(log.getParent().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** As the system knows it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Done when it has ended. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Whether it has not ended. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Only once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** What it reads as its input. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** The last lines of its output. */
    public String logTail() {
        return tail(log);
    }

    /** The last lines of a log. */
    public static String tail(Path log) {
        try (FileChannel file = FileChannel.open(log)) {
            ByteBuffer end = ByteBuffer.allocate(TAIL_BYTES);
            file.read(end, Math.max(0, file.size() - TAIL_BYTES));
            List<String> lines =
                    StandardCharsets.UTF_8.decode(end.flip()).toString().lines().toList();
            return lines.stream().skip(Math.max(0, lines.size() - TAIL_LINES)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, waits, and insists after a while; nothing that it started survives it. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        started.forEach(ProcessHandle::destroyForcibly);
    }
}

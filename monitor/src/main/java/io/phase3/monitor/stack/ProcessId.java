package io.phase3.monitor.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from others that get the same number later by when it was started.
 *
 * @param startedMillis since the epoch; 0 where the system does not say
 */
record ProcessId(long pid, long startedMillis) {
    /** The system counts from its own start, which it knows to a second. */
    private static final Duration SAME = Duration.ofSeconds(2);

    static ProcessId of(ProcessHandle handle) {
        return new ProcessId(
                handle.pid(),
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(of(handle).startedMillis() - startedMillis) <= SAME.toMillis())
                .filter(handle -> !isZombie());
    }

    boolean isAlive() {
        return alive().isPresent();
    }

    /** Ended, and nobody has asked how: where the first process of a container adopts orphans, that may last for ever. */
    private boolean isZombie() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}

package io.phase3.monitor.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from others that get the same number later by its birth.
 *
 * @param birth in Linux' own count, which somebody who sets the clock does not change; elsewhere a time, or empty where the
 *     system does not say
 */
record ProcessId(long pid, String birth) {
    private static final Path PROC = Path.of("/proc");
    /** Behind the name of the program, in {@code /proc/PID/stat}. */
    private static final int STATE = 0;

    private static final int TICKS_SINCE_BOOT = 19;

    static ProcessId of(ProcessHandle handle) {
        return new ProcessId(
                handle.pid(),
                ticks(handle.pid())
                        .or(() -> handle.info().startInstant().map(Instant::toString))
                        .orElse(""));
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> of(handle).equals(this))
                .filter(handle -> !isZombie());
    }

    boolean isAlive() {
        return alive().isPresent();
    }

    /** When it began, by the clock as it goes now. */
    Optional<Instant> started() {
        return alive().flatMap(handle -> handle.info().startInstant());
    }

    private static Optional<String> ticks(long pid) {
        try {
            return Optional.of(Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                            .strip() + "+" + stat(pid)[TICKS_SINCE_BOOT]);
        } catch (IOException e) {
            // Not Linux, or it has ended.
            return Optional.empty();
        }
    }

    /** Ended, and nobody has asked how: where the first process of a container adopts orphans, that may last for ever. */
    private boolean isZombie() {
        try {
            return stat(pid)[STATE].equals("Z");
        } catch (IOException e) {
            return false;
        }
    }

    private static String[] stat(long pid) throws IOException {
        String line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    }
}

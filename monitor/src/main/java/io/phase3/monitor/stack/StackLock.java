package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The right to start or stop a stack, or to change its configuration, which one command has at a time. */
final class StackLock {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private StackLock() {}

    /** What is done meanwhile. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Waits for it, and gives it back when the work is done.
     *
     * @throws CommandFailure if another command does not give it back in time, or the disk does not do its part
     */
    static <T> T holding(StackDirectory directory, Duration limit, Work<T> work) throws InterruptedException {
        try (FileChannel file = open(directory)) {
            await(file, directory, limit);
            if (!directory.isOurs()) {
                throw purged(directory);
            }
            return work.run();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("the stack in " + directory.root() + " cannot be worked on: " + e);
        }
    }

    private static FileChannel open(StackDirectory directory) throws IOException {
        try {
            return FileChannel.open(directory.lock(), StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new CommandFailure(
                    "the stack in " + directory.root() + " is somebody else's: " + e.getFile() + " cannot be written");
        } catch (NoSuchFileException e) {
            throw purged(directory);
        }
    }

    /** With the folder the file went that we had waited for: it would keep nobody out. */
    private static CommandFailure purged(StackDirectory directory) {
        return new CommandFailure("another command has just deleted the stack in " + directory.root() + "; try again");
    }

    private static void await(FileChannel file, StackDirectory directory, Duration limit)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!isLocked(file)) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new CommandFailure("another command is starting or stopping the stack in " + directory.root()
                        + "; try again when it has ended");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM has it.
            return false;
        }
    }
}

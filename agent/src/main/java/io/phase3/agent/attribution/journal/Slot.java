package io.phase3.agent.attribution.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The lowest number that no other living JVM has in this directory; the kernel frees it when the JVM dies. */
final class Slot implements Closeable {
    private static final int MOST = 1000;
    private static final Pattern OWNER = Pattern.compile("[0-9a-f-]{36}\n");

    // POSIX drops all locks of a process on a file as soon as it closes any channel to it: a journal must not even look
    // at the lock file of another one in the same JVM.
    private static final Set<Path> TAKEN = new HashSet<>();

    private final int number;
    private final Path file;
    private final Path key;
    private final FileChannel channel;
    private final Object fileKey;
    private final String owner;

    private Slot(int number, Path file, Path key, FileChannel channel, String owner) throws IOException {
        this.number = number;
        this.file = file;
        this.key = key;
        this.channel = channel;
        this.fileKey = fileKey(file);
        this.owner = owner;
    }

    /**
     * Takes a slot.
     *
     * @param newOwner the owner of a slot that nobody had before
     */
    static Slot take(JournalDirectory directory, String newOwner) throws IOException {
        for (int number = 0; number < MOST; number++) {
            Optional<Slot> slot = take(directory, number, newOwner);
            if (slot.isPresent()) {
                return slot.get();
            }
        }
        throw new IOException("cannot use the directory " + directory.path() + ": " + MOST
                + " JVMs keep their journals there already");
    }

    private static Optional<Slot> take(JournalDirectory directory, int number, String newOwner) throws IOException {
        Path file = directory.path().resolve(number + ".lock");
        try {
            Path key = directory.path().toRealPath().resolve(number + ".lock");
            synchronized (TAKEN) {
                if (!TAKEN.add(key)) {
                    return Optional.empty();
                }
            }
            Optional<Slot> slot = Optional.empty();
            try {
                slot = lock(directory, number, file, key, newOwner);
            } finally {
                if (!slot.isPresent()) {
                    release(key);
                }
            }
            return slot;
        } catch (IOException e) {
            throw Reason.explained("cannot lock " + file, e);
        }
    }

    private static Optional<Slot> lock(JournalDirectory directory, int number, Path file, Path key, String newOwner)
            throws IOException {
        FileChannel channel = Disk.REAL.open(
                file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        Optional<Slot> slot = Optional.empty();
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                slot = Optional.of(new Slot(number, file, key, channel, owner(directory, channel, newOwner)));
            }
        } catch (OverlappingFileLockException takenInAnotherClassLoader) {
            return Optional.empty();
        } finally {
            if (!slot.isPresent()) {
                channel.close();
            }
        }
        return slot;
    }

    private static String owner(JournalDirectory directory, FileChannel channel, String newOwner) throws IOException {
        ByteBuffer known = ByteBuffer.allocate(64);
        while (known.hasRemaining() && channel.read(known, known.position()) > 0) {}
        String text = new String(known.array(), 0, known.position(), StandardCharsets.US_ASCII);
        if (OWNER.matcher(text).matches()) {
            return text.trim();
        }
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap((newOwner + '\n').getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
        channel.force(true);
        directory.sync();
        return newOwner;
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void release(Path key) {
        synchronized (TAKEN) {
            TAKEN.remove(key);
        }
    }

    int number() {
        return number;
    }

    /** A random id that the slot keeps for ever. */
    String owner() {
        return owner;
    }

    /** Whether the lock still keeps others out: it does not if somebody deleted or replaced its file. */
    boolean holds() {
        try {
            return channel.isOpen() && Objects.equals(fileKey(file), fileKey);
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            release(key);
        }
    }
}

package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Opens the file of a day so that whole lines can follow, whatever a crash or somebody else left under its name. */
final class Recovery {
    private static final int MOST_PARTS = 1000;
    private static final Set<StandardOpenOption> EXISTING =
            Collections.unmodifiableSet(EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    private static final Set<StandardOpenOption> NEW = Collections.unmodifiableSet(
            EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));

    private final JournalDirectory directory;
    private final Disk disk;
    private final Consumer<String> problems;
    private final Set<DayFile> foreign = new HashSet<>();

    Recovery(JournalDirectory directory, Disk disk, Consumer<String> problems) {
        this.directory = directory;
        this.disk = disk;
        this.problems = problems;
    }

    /** The first file of the day and slot that is a journal, or new. */
    OwnFile open(LocalDate day, int slot) throws IOException {
        for (int part = 1; part < MOST_PARTS; part++) {
            DayFile name = new DayFile(day, slot, part);
            Path path = directory.resolve(name);
            boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            try {
                Optional<String> obstacle = exists ? obstacle(path) : Optional.empty();
                if (!obstacle.isPresent()) {
                    return open(name, path, exists ? EXISTING : NEW);
                }
                foreign.add(name);
                problems.accept(path + ": " + obstacle.get() + "; it is left alone, and the journal goes on in "
                        + new DayFile(day, slot, part + 1));
            } catch (IOException e) {
                throw Reason.explained("cannot open " + path, e);
            }
        }
        throw new IOException(
                "cannot use the directory " + directory.path() + ": no name is left for a file of " + day);
    }

    /** The files that have a name of ours, and are none. */
    Set<DayFile> foreign() {
        return Collections.unmodifiableSet(foreign);
    }

    private static Optional<String> obstacle(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("is not a regular file");
        }
        try (Lines lines = new Lines(path, 0)) {
            if (lines.next() && !lines.mayBeTorn()) {
                lines.entry();
            }
            return Optional.empty();
        } catch (MalformedEntryException e) {
            return Optional.of("is no journal, because its first line " + e.getMessage());
        }
    }

    private OwnFile open(DayFile name, Path path, Set<StandardOpenOption> options) throws IOException {
        FileChannel channel = disk.open(path, options);
        Optional<OwnFile> file = Optional.empty();
        try {
            endWithALine(path, channel);
            // Not all that can be read is on the disk yet, if the last run was killed before its fsync.
            channel.force(true);
            directory.sync();
            file = Optional.of(new OwnFile(name, path, disk, channel));
        } finally {
            if (!file.isPresent()) {
                channel.close();
            }
        }
        return file.get();
    }

    private void endWithALine(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        long end = endOfLastLine(channel, size);
        if (end == size) {
            return;
        }
        if (isEntry(path, end)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
        } else {
            channel.truncate(end);
            problems.accept(path + ": cut off " + (size - end)
                    + " bytes after the last whole line, left by a crash: nothing acknowledged is lost");
        }
    }

    private static boolean isEntry(Path path, long offset) throws IOException {
        try (Lines lines = new Lines(path, offset)) {
            lines.next();
            lines.entry();
            return true;
        } catch (MalformedEntryException torn) {
            return false;
        }
    }

    /** Where the last whole line before a place ends, which is where the next one begins; 0 if there is none. */
    static long endOfLastLine(FileChannel channel, long size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long end = size;
        while (end > 0) {
            long start = Math.max(0, end - block.capacity());
            block.clear();
            block.limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {}
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}

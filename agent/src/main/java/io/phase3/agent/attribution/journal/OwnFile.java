package io.phase3.agent.attribution.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Objects;

/** The file that this JVM appends to: what is appended stands in it, on the disk, whole or not at all. */
final class OwnFile implements Closeable {
    private final DayFile name;
    private final Path path;
    private final Disk disk;
    private final Object key;
    private FileChannel channel;
    private long length;
    private boolean dirty;

    /** @param channel of the file, which ends with the end of a line */
    OwnFile(DayFile name, Path path, Disk disk, FileChannel channel) throws IOException {
        this.name = name;
        this.path = path;
        this.disk = disk;
        this.channel = channel;
        key = attributes().fileKey();
        length = channel.size();
    }

    DayFile name() {
        return name;
    }

    Path path() {
        return path;
    }

    /** How many bytes of the file are good. */
    long length() {
        return length;
    }

    /** Whether it is the file that it was after the last append, and nobody deleted, replaced or wrote it since. */
    boolean isUntouched() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            return Objects.equals(now.fileKey(), key) && (dirty ? now.size() >= length : now.size() == length);
        } catch (NoSuchFileException deleted) {
            return false;
        } catch (IOException e) {
            throw Reason.explained("cannot write " + path, e);
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Appends the bytes and waits until the disk has them; after a failure the same bytes may be appended again. */
    void append(byte[] bytes) throws IOException {
        try {
            if (!channel.isOpen()) {
                channel = disk.open(path, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
            }
            cutBack();
            dirty = true;
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left, length + left.position());
            }
            channel.force(false);
            dirty = false;
        } catch (IOException e) {
            cutBackIfPossible();
            throw Reason.explained("cannot write " + path, e);
        }
        length += bytes.length;
    }

    private void cutBack() throws IOException {
        if (dirty) {
            channel.truncate(length);
            dirty = false;
        }
    }

    private void cutBackIfPossible() {
        try {
            cutBack();
        } catch (IOException later) {
            // The next append tries again before it writes.
        }
    }

    @Override
    public void close() throws IOException {
        cutBackIfPossible();
        channel.close();
    }
}

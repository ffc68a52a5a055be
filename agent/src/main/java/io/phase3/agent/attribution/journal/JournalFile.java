package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** One file of a journal, of which what is new can be read while a JVM writes it. Immutable. */
public final class JournalFile {
    private final Path path;

    JournalFile(Path path) {
        this.path = path;
    }

    /** Such as {@code 2026-11-23.jsonl}. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** How many bytes it has by now; 0 if it is gone. */
    public long size() throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Its lines from a place on, before the first of them; empty if the file is gone.
     *
     * @param offset where a line begins, in bytes
     * @throws IOException if the file cannot be read; the message says which, and why
     */
    public Optional<Lines> lines(long offset) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("cannot read " + path + ": it is not a regular file");
        }
        try {
            return Optional.of(new Lines(path, offset));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The SHA-256 of the first line, which tells this file from another one of the same name; empty while there is none.
     *
     * @throws IOException if the file cannot be read; the message says which, and why
     */
    public Optional<String> firstLine() throws IOException {
        Optional<Lines> lines = lines(0);
        if (!lines.isPresent()) {
            return Optional.empty();
        }
        try (Lines first = lines.get()) {
            return first.next() && first.ended() ? Optional.of(first.digest()) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The SHA-256 of the line that ends at a place, which tells whether what was read up to there still stands; empty if no
     * line ends there.
     *
     * @param end where a line ended, in bytes
     * @throws IOException if the file cannot be read; the message says which, and why
     */
    public Optional<String> lineBefore(long end) throws IOException {
        try (FileChannel channel = FileChannel.open(path);
                Lines lines = new Lines(path, Recovery.endOfLastLine(channel, end - 1))) {
            return lines.next() && lines.ended() && lines.end() == end ? Optional.of(lines.digest()) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The number of the line that begins at a place, the first one's being 1.
     *
     * @param offset where a line begins, in bytes
     */
    public long lineNumber(long offset) throws IOException {
        long number = 1;
        Optional<Lines> lines = lines(0);
        if (lines.isPresent()) {
            try (Lines before = lines.get()) {
                while (before.end() < offset && before.next()) {
                    number++;
                }
            }
        }
        return number;
    }

    private IOException unreadable(IOException e) {
        return Reason.explained("cannot read " + path, e);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

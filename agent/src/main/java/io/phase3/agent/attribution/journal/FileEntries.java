package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads all entries of one file and tells of its lines that are none. */
final class FileEntries {
    private static final int MOST_PROBLEMS = 3;

    private final Path file;
    private final Consumer<String> problems;
    private long unreadable;

    private FileEntries(Path file, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads a file; one that is gone has no entries. */
    static void read(Path file, Reader reader, Consumer<String> problems) throws IOException {
        new FileEntries(file, problems).read(reader);
    }

    private void read(Reader reader) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            problems.accept(file + ": is not a regular file, and not read");
            return;
        }
        try (Lines lines = new Lines(file, 0)) {
            for (long number = 1; lines.next(); number++) {
                read(lines, number, reader);
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        } catch (IOException e) {
            throw Reason.explained("cannot read " + file, e);
        }
        if (unreadable > MOST_PROBLEMS) {
            problems.accept(file + ": and " + (unreadable - MOST_PROBLEMS) + " more lines like these, all skipped");
        }
    }

    private void read(Lines lines, long number, Reader reader) {
        Entry entry;
        try {
            entry = lines.entry();
        } catch (MalformedEntryException e) {
            // A last line without an end is being written right now, or was never acknowledged.
            if (lines.ended() && ++unreadable <= MOST_PROBLEMS) {
                problems.accept(file + ": " + number + ": skipped, because the line " + e.getMessage());
            }
            return;
        }
        reader.read(entry, lines.start());
    }

    /** Takes the entries of a file. */
    interface Reader {
        /**
         * Takes one.
         *
         * @param offset where the entry's line begins, in bytes
         */
        void read(Entry entry, long offset);
    }
}

package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What of a journal's files was not sent elsewhere yet, as far as it is on the disk; it knows after a restart what was
 * sent before. Used by one thread, which need not be the journal's.
 */
public final class JournalTail {
    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 1 << 20;

    private final Journal journal;
    private final Consumer<String> problems;
    private SlotFiles files;
    private Sent sent;

    /**
     * The tail of a journal, which may not be open yet.
     *
     * @param problems told of what is gone before it was sent
     */
    public JournalTail(Journal journal, Consumer<String> problems) {
        this.journal = journal;
        this.problems = problems;
    }

    /**
     * The next lines to be sent, the same until they were {@linkplain #sent sent}; empty if there are none.
     *
     * @throws IOException if a file cannot be read; the message says which and why
     */
    public Optional<Piece> next() throws IOException {
        Optional<SlotFiles> opened = journal.slotFiles();
        if (!opened.isPresent()) {
            return Optional.empty();
        }
        if (opened.get() != files) {
            follow(opened.get());
        }
        for (Map.Entry<DayFile, Long> file : files.lengths().entrySet()) {
            Optional<Piece> piece = piece(file.getKey(), file.getValue());
            if (piece.isPresent()) {
                return piece;
            }
        }
        return Optional.empty();
    }

    private void follow(SlotFiles opened) throws IOException {
        Sent before = Sent.read(opened.directory(), opened.slot(), problems);
        before.fit(opened.lengths());
        if (files != null && files.slot() == opened.slot()) {
            files.lengths().forEach((file, length) -> {
                if (!opened.lengths().containsKey(file)) {
                    tellOfDeletion(file, length);
                }
            });
            if (files.current().equals(opened.current())) {
                // Opened again: somebody else changed it, or put another one in its place.
                before.forget(opened.current());
            }
        }
        files = opened;
        sent = before;
    }

    private void tellOfDeletion(DayFile file, long length) {
        if (sent.of(file) < length) {
            problems.accept(files.directory().resolve(file) + ": was deleted before all of it was sent: the last "
                    + (length - sent.of(file)) + " bytes of it are missing in the stream");
        }
    }

    private Optional<Piece> piece(DayFile file, long length) throws IOException {
        long start = sent.of(file);
        if (start >= length) {
            return Optional.empty();
        }
        Path path = files.directory().resolve(file);
        try {
            return Optional.of(read(file, path, start, length));
        } catch (NoSuchFileException deleted) {
            tellOfDeletion(file, length);
            sent.reached(file, length);
            return Optional.empty();
        } catch (IOException e) {
            throw Reason.explained("cannot read " + path, e);
        }
    }

    private Piece read(DayFile file, Path path, long start, long length) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            return new Piece(files.owner(), entries, file, length);
        }
        long end = start;
        try (Lines lines = new Lines(path, start)) {
            while (end < length && entries.size() < MOST_LINES && end - start < MOST_BYTES) {
                if (lines.next()) {
                    end = lines.end();
                    addEntry(lines, entries);
                } else {
                    // Somebody else has cut it.
                    end = length;
                }
            }
        }
        return new Piece(files.owner(), entries, file, end);
    }

    /** Lines that are no entries are nobody's: the journal has told of them when it was opened. */
    private static void addEntry(Lines lines, List<byte[]> entries) {
        try {
            lines.entry();
            entries.add(lines.text());
        } catch (MalformedEntryException skipped) {
            return;
        }
    }

    /**
     * The piece that was asked for last was sent: what follows it is next, even if this fails.
     *
     * @throws IOException if a restart may not know it; the message says why
     */
    public void sent(Piece piece) throws IOException {
        sent.reached(piece.file, piece.end);
    }

    /** Some lines that follow each other in one file. Immutable. */
    public static final class Piece {
        private final String owner;
        private final List<byte[]> lines;
        private final DayFile file;
        private final long end;

        private Piece(String owner, List<byte[]> lines, DayFile file, long end) {
            this.owner = owner;
            this.lines = Collections.unmodifiableList(lines);
            this.file = file;
            this.end = end;
        }

        /** What tells this journal from those of other JVMs, the same after a restart. */
        public String owner() {
            return owner;
        }

        /** Each an entry exactly as it stands in the file, without its end; may be none. */
        public List<byte[]> lines() {
            return lines;
        }
    }
}

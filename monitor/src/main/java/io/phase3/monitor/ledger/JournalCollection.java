package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.JournalFile;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.journal.Lines;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.ledger.FilePieces.Piece;
import io.phase3.monitor.ledger.LedgerWriter.Written;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings what is new in one directory of journals into the ledger, in the order of days. Used by one thread.
 *
 * <p>The positions of files that are gone stay: one that comes back, from a backup perhaps, is not read again.
 */
final class JournalCollection {
    /** Of one file at a time. */
    private static final int MOST_TOLD = 3;

    private final LedgerSettings.Journal journal;
    private final int batch;
    private final LedgerWriter writer;
    private final InstantSource clock;
    private final Consumer<String> messages;

    JournalCollection(
            LedgerSettings.Journal journal,
            int batch,
            LedgerWriter writer,
            InstantSource clock,
            Consumer<String> messages) {
        this.journal = journal;
        this.batch = batch;
        this.writer = writer;
        this.clock = clock;
        this.messages = messages;
    }

    /**
     * A file that may have something new.
     *
     * @param found its position in the ledger
     * @param from where the new begins, in bytes
     * @param size where it ended when it was looked at
     */
    private record Waiting(JournalFile file, String firstLine, Optional<Position> found, long from, long size) {
        long bytes() {
            return size - from;
        }
    }

    /**
     * Collects all files as far as they can be read.
     *
     * @param failures told what cannot be read, and why
     */
    void collect(Consumer<String> failures) throws DatabaseException, InterruptedException {
        List<Waiting> files = waiting(failures);
        long bytes = files.stream().mapToLong(Waiting::bytes).sum();
        Progress progress = new Progress(title(), bytes, clock, messages);
        for (Waiting file : files) {
            try {
                Optional<Waiting> left = Optional.of(file);
                while (left.isPresent()) {
                    left = collect(left.get(), progress);
                }
            } catch (IOException e) {
                failures.accept(title() + ": " + e.getMessage());
            }
        }
    }

    private List<Waiting> waiting(Consumer<String> failures) throws DatabaseException {
        List<Waiting> waiting = new ArrayList<>();
        try {
            List<JournalFile> files = JournalReader.files(journal.directory());
            Map<String, Position> positions = writer.positions(journal.name());
            for (JournalFile file : files) {
                look(file, Optional.ofNullable(positions.get(file.name())), failures)
                        .ifPresent(waiting::add);
            }
        } catch (IOException e) {
            failures.accept(title() + ": " + e.getMessage());
        }
        return waiting;
    }

    private Optional<Waiting> look(JournalFile file, Optional<Position> found, Consumer<String> failures) {
        try {
            long size = file.size();
            Optional<String> firstLine = file.firstLine();
            if (firstLine.isEmpty()) {
                return Optional.empty();
            }
            long from = start(file, firstLine.get(), found);
            return Optional.of(new Waiting(file, firstLine.get(), found, from, size))
                    .filter(unread -> unread.bytes() > 0);
        } catch (IOException e) {
            failures.accept(title() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private long start(JournalFile file, String firstLine, Optional<Position> found) throws IOException {
        if (found.isEmpty()) {
            return 0;
        }
        Optional<String> obstacle = found.get().obstacle(file, firstLine);
        if (obstacle.isEmpty()) {
            return found.get().bytes();
        }
        messages.accept(title() + ": " + file.name() + ": " + obstacle.get()
                + ", and is collected from its start; what the ledger has of it already is not counted again");
        return 0;
    }

    /** Collects a file; what is left of it, if another exporter collects it too and has come first. */
    private Optional<Waiting> collect(Waiting waiting, Progress progress)
            throws IOException, DatabaseException, InterruptedException {
        JournalFile file = waiting.file();
        Optional<Lines> lines = file.lines(waiting.from());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Optional<Position> position = waiting.found();
        long end = waiting.from();
        long rejected = 0;
        Optional<Waiting> left = Optional.empty();
        Written different = Written.NOTHING;
        try (ReadAhead pieces =
                new ReadAhead(new FilePieces(journal.name(), file, lines.get(), waiting.size(), batch))) {
            for (Piece piece = pieces.next(); piece.batch().lines() > 0; piece = pieces.next()) {
                Position next =
                        new Position(journal.name(), file.name(), piece.end(), waiting.firstLine(), piece.lastLine());
                Optional<Written> written = writer.write(piece.batch(), position, next);
                if (written.isEmpty()) {
                    left = rest(waiting, end);
                    progress.add(0, left.map(Waiting::from).orElse(waiting.size()) - end);
                    break;
                }
                position = Optional.of(next);
                rejected = tellRejected(file, piece.batch(), rejected);
                different = different.plus(written.get());
                progress.add(piece.batch().lines(), piece.end() - end);
                end = piece.end();
            }
        }
        if (rejected > MOST_TOLD) {
            messages.accept(title() + ": " + file.name() + ": and " + (rejected - MOST_TOLD)
                    + " more lines that are no entries; phase3.ledger_rejected has them all");
        }
        tellDifferent(file, different);
        return left;
    }

    /**
     * What is left of a file that another exporter has gone on with, so that all that was seen at first is in the ledger when
     * a run ends. Each time it is further on, so there is an end; a position that is not is looked at by the next run.
     */
    private Optional<Waiting> rest(Waiting waiting, long end) throws DatabaseException {
        JournalFile file = waiting.file();
        Optional<Position> now = Optional.ofNullable(
                        writer.positions(journal.name()).get(file.name()))
                .filter(position -> position.firstLine().equals(waiting.firstLine()) && position.bytes() > end);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.min(now.get().bytes(), waiting.size());
        return Optional.of(new Waiting(file, waiting.firstLine(), now, from, waiting.size()))
                .filter(unread -> unread.bytes() > 0);
    }

    private long tellRejected(JournalFile file, Batch batch, long before) throws IOException {
        long told = before;
        for (Batch.Rejection rejection : batch.rejections()) {
            if (++told <= MOST_TOLD) {
                messages.accept(title() + ": " + file.name() + ": " + file.lineNumber(rejection.position())
                        + ": not collected, because the line " + rejection.reason());
            }
        }
        return told;
    }

    private void tellDifferent(JournalFile file, Written written) {
        written.difference().ifPresent(difference -> messages.accept(title() + ": " + file.name() + ": " + difference));
    }

    private String title() {
        return "journal '" + journal.name() + "'";
    }
}

package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.JournalFile;
import io.phase3.agent.attribution.journal.Lines;
import io.phase3.agent.attribution.journal.MalformedEntryException;
import java.io.Closeable;
import java.io.IOException;

/** Reads a file of a journal in pieces, each as much as one transaction writes. Used by one thread at a time. */
final class FilePieces implements Closeable {
    private final String journal;
    private final JournalFile file;
    private final Lines lines;
    private final long until;
    private final int most;
    private String lastLine = "";

    /**
     * The pieces of a file.
     *
     * @param lines its lines from where the first piece begins
     * @param until where the last piece ends at the latest, in bytes: a file that a JVM is writing has no end of its own
     * @param most how many lines a piece has
     */
    FilePieces(String journal, JournalFile file, Lines lines, long until, int most) {
        this.journal = journal;
        this.file = file;
        this.lines = lines;
        this.until = until;
        this.most = most;
    }

    /**
     * Some lines of a file.
     *
     * @param end where they end, in bytes
     * @param lastLine the digest of the last of them
     */
    record Piece(Batch batch, long end, String lastLine) {}

    /** The next piece; one without lines if there are no more whole ones. */
    Piece next() throws IOException {
        Batch batch = new Batch(most);
        long end = lines.end();
        try {
            while (!batch.isFull() && lines.next() && lines.ended() && lines.end() <= until) {
                take(batch);
                end = lines.end();
                lastLine = lines.digest();
            }
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new Piece(batch, end, lastLine);
    }

    private void take(Batch batch) {
        try {
            batch.add(journal, lines.entry());
        } catch (MalformedEntryException e) {
            batch.reject(new Batch.Rejection(journal, file.name(), lines.start(), e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

package io.phase3.monitor.ledger;

import io.phase3.monitor.ledger.FilePieces.Piece;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the next piece of a file while PostgreSQL writes the one before. */
final class ReadAhead implements Closeable {
    private final FilePieces pieces;
    private final ExecutorService thread;
    private Future<Piece> next;

    /** Begins to read; closes the pieces in the end. */
    ReadAhead(FilePieces pieces) {
        this.pieces = pieces;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread reader = new Thread(work, "phase3-journal-reader");
            reader.setDaemon(true);
            return reader;
        });
        this.next = thread.submit(pieces::next);
    }

    /** The next piece; after the last, one without lines. */
    Piece next() throws IOException, InterruptedException {
        try {
            Piece piece = next.get();
            if (piece.batch().lines() > 0) {
                next = thread.submit(pieces::next);
            }
            return piece;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new IOException(unreadable.getMessage(), unreadable);
            }
            throw new IllegalStateException("cannot read a journal", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        pieces.close();
    }
}

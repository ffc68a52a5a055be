package io.phase3.agent.attribution.journal;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The append-only record of conversions: JSON lines, one file a day, each batch on the disk before it counts.
 *
 * <p>Used by one thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Journal implements AutoCloseable {

    /**
     * A journal that has touched no file yet.
     *
     * @param mostIds how many ids are remembered
     * @param problems told, once each, of lines and files that are not as they should be
     */
    public Journal(Attribution.Journal settings, int mostIds, Clock clock, Consumer<String> problems) {}

    /**
     * Takes a file of this day for itself, cuts off what a crash left half-written, and reads back which ids are known.
     * Calling it again after a failure is fine; after success it does nothing.
     *
     * @throws IOException if the directory cannot be used; the message says what and where
     */
    public void open() throws IOException {
        throw new UnsupportedOperationException("to be built");
    }

    /** What tells this journal's claims from those of other JVMs, the same after a restart. Known once open. */
    public String owner() {
        throw new UnsupportedOperationException("to be built");
    }

    /** Whether an entry of this kind and id stands in the journal, in whatever state. */
    public boolean knows(Entry.Kind kind, String id) {
        throw new UnsupportedOperationException("to be built");
    }

    /** How the conversion of the id was split; empty if it is not known, not counted, or too old. */
    public Optional<Split> conversion(String id) throws IOException {
        throw new UnsupportedOperationException("to be built");
    }

    /** The entries that were pending when the journal was opened, in their order, with what became of none of them. */
    public List<Entry> pending() {
        throw new UnsupportedOperationException("to be built");
    }

    /** What was counted in the last minutes before the journal was opened: claims on it may not be confirmed yet. */
    public List<Entry> recent() {
        throw new UnsupportedOperationException("to be built");
    }

    /**
     * Writes the entries to the disk: when this returns they survive a crash of the JVM and of the machine.
     *
     * @throws IOException if not all could be written; then none was, and the same entries may be written again
     */
    public void write(List<Entry> entries) throws IOException {
        throw new UnsupportedOperationException("to be built");
    }

    /** Lets go of the file. */
    @Override
    public void close() {}
}

package io.phase3.monitor.ledger;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings what is new in the configured directories of journals into the ledger. */
public final class FileCollector implements Source {
    private final LedgerSettings settings;
    private final List<JournalCollection> journals;

    /**
     * A collector of all journals of the settings.
     *
     * @param messages told of what is wrong in journals, and how far long work is
     */
    public FileCollector(LedgerSettings settings, Database database, InstantSource clock, Consumer<String> messages) {
        this.settings = settings;
        LedgerWriter writer = new LedgerWriter(database);
        this.journals = settings.journals().stream()
                .map(journal -> new JournalCollection(journal, settings.batch(), writer, clock, messages))
                .toList();
    }

    @Override
    public String name() {
        return "journals";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    /**
     * Collects all journals as far as they can be read.
     *
     * @throws IOException if some of them cannot; the others are collected all the same
     * @throws DatabaseException if PostgreSQL does not take them
     */
    @Override
    public synchronized List<Measurement> read() throws IOException, DatabaseException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (JournalCollection journal : journals) {
            journal.collect(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
        return List.of();
    }
}

package io.phase3.monitor.impact;

import io.phase3.monitor.config.ExporterConfig;
import io.phase3.monitor.ledger.LedgerSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a report comes from.
 *
 * @param database that has costs and users; empty if there is none
 * @param operations empty if no Prometheus answers
 * @param missing what could not be asked, and why, a sentence each
 */
record Sources(
        MoneyBook money, Optional<ReportDatabase> database, Optional<Operations> operations, List<String> missing)
        implements AutoCloseable {
    Sources {
        missing = List.copyOf(missing);
    }

    /**
     * Finds out who answers.
     *
     * @param journals that are to be read in place of the ledger; none for the ledger, or while that is away, the journals that
     *     the configuration names
     * @throws UnreadableException if there is no money to report; the message says what to do
     */
    static Sources open(ExporterConfig settings, List<Path> journals, URI prometheus, Days days)
            throws UnreadableException, InterruptedException {
        List<String> missing = new ArrayList<>();
        if (!journals.isEmpty()) {
            missing.add("what only the database knows, infrastructure costs and users: with --journal it is not asked");
            return new Sources(
                    new JournalBook(journals), Optional.empty(), operations(prometheus, days, missing), missing);
        }
        ReportDatabase database = ReportDatabase.open(settings.database());
        try {
            LedgerBook ledger = new LedgerBook(database);
            ledger.features();
            return new Sources(ledger, Optional.of(database), operations(prometheus, days, missing), missing);
        } catch (UnreadableException e) {
            database.close();
            List<Path> configured = settings.ledger().journals().stream()
                    .map(LedgerSettings.Journal::directory)
                    .filter(Files::isDirectory)
                    .toList();
            if (configured.isEmpty()) {
                throw new UnreadableException(
                        "no revenue is known: " + e.getMessage() + "; or name journals of agents with --journal DIR",
                        e);
            }
            missing.add("what only the database knows, infrastructure costs and users: " + e.getMessage());
            return new Sources(
                    new JournalBook(configured), Optional.empty(), operations(prometheus, days, missing), missing);
        }
    }

    private static Optional<Operations> operations(URI prometheus, Days days, List<String> missing)
            throws InterruptedException {
        try {
            return Optional.of(Operations.open(prometheus, days));
        } catch (UnreadableException e) {
            missing.add("operations: " + e.getMessage() + "; --prometheus names another");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        database.ifPresent(ReportDatabase::close);
    }
}

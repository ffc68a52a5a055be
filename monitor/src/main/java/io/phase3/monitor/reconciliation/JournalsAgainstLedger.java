package io.phase3.monitor.reconciliation;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.ledger.JournalAudit;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Compares what journals' files hold with the ledger, entry by entry, as far as they have been collected. */
public final class JournalsAgainstLedger implements Source {
    private static final String BOOKS = "journals-ledger";

    private final JournalAudit audit;
    private final Books books;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<String> problems;
    private long told;

    /**
     * A comparison that has not begun.
     *
     * @param problems told of each new difference
     */
    public JournalsAgainstLedger(
            JournalAudit audit, Database database, Duration interval, Clock clock, Consumer<String> problems) {
        this.audit = audit;
        this.books = new Books(database);
        this.interval = interval;
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    public String name() {
        return "reconciliation-journals";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** Compares; the difference is served by the query over the table. */
    @Override
    public List<Measurement> read() throws IOException, DatabaseException {
        JournalAudit.Result result = audit.run();
        books.keep(BOOKS, result.journals(), result.ledger(), result.difference(), clock.instant());
        if (result.difference() != told && result.difference() > 0) {
            problems.accept("the journals and the ledger differ by $" + Dollars.of(result.difference())
                    + "; did two JVMs without a shared Redis write the same sale with different amounts, or was the"
                    + " ledger changed?");
        }
        told = result.difference();
        return List.of();
    }
}

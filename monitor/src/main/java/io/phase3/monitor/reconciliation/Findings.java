package io.phase3.monitor.reconciliation;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** What comparing one book with the ledger has found: the last is kept in a table, and a new difference is told once. */
final class Findings {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String KEEP = """
            insert into phase3.ledger_reconciliation (books, other_minor, ledger_minor, difference_minor, checked_at)
            values (?, ?, ?, ?, ?)
            on conflict (books) do update set other_minor = excluded.other_minor, ledger_minor = excluded.ledger_minor,
                difference_minor = excluded.difference_minor, checked_at = excluded.checked_at""";

    private final String books;
    private final Database database;
    private final Consumer<String> problems;
    private long told;

    /**
     * None yet.
     *
     * @param books which two: {@code counters-ledger} or {@code journals-ledger}
     */
    Findings(String books, Database database, Consumer<String> problems) {
        this.books = books;
        this.database = database;
        this.problems = problems;
    }

    /**
     * What one comparison has found.
     *
     * @param other what is compared with the ledger, in minor units
     * @param ledger what the ledger says
     * @param difference not negative; the sum of all deviations, which may be more than that of the two sums
     */
    record Finding(long other, long ledger, long difference) {}

    /**
     * Keeps a finding.
     *
     * @param message what is told if there is a difference, and another one than the last time
     */
    void add(Finding finding, Instant at, String message) throws DatabaseException {
        keep(finding, at);
        long difference = finding.difference();
        if (difference != told && difference > 0) {
            problems.accept(message);
        }
        told = difference;
    }

    private void keep(Finding finding, Instant at) throws DatabaseException {
        database.write(LIMIT, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(KEEP)) {
                upsert.setString(1, books);
                upsert.setLong(2, finding.other());
                upsert.setLong(3, finding.ledger());
                upsert.setLong(4, finding.difference());
                upsert.setTimestamp(5, Timestamp.from(at));
                return upsert.executeUpdate();
            }
        });
    }
}

package io.phase3.monitor.reconciliation;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** The ledger's totals, and the table of the last comparisons. */
final class Books {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String TOTALS = """
            select coalesce(sum(amount_minor) filter (where kind = 'credit'), 0),
                   coalesce(sum(amount_minor) filter (where kind = 'reversal'), 0)
            from phase3.ledger_total""";
    private static final String KEEP = """
            insert into phase3.ledger_reconciliation (books, other_minor, ledger_minor, difference_minor, checked_at)
            values (?, ?, ?, ?, ?)
            on conflict (books) do update set other_minor = excluded.other_minor, ledger_minor = excluded.ledger_minor,
                difference_minor = excluded.difference_minor, checked_at = excluded.checked_at""";

    private final Database database;

    Books(Database database) {
        this.database = database;
    }

    Totals ledger() throws DatabaseException {
        return database.read(LIMIT, connection -> {
            try (PreparedStatement select = connection.prepareStatement(TOTALS);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Totals(row.getLong(1), row.getLong(2));
            }
        });
    }

    /**
     * Keeps the result of a comparison.
     *
     * @param books which two: {@code counters-ledger} or {@code journals-ledger}
     * @param other what is compared with the ledger, in minor units
     * @param ledger what the ledger says
     * @param difference not negative; the sum of all deviations, which may be more than that of the two sums
     */
    void keep(String books, long other, long ledger, long difference, Instant at) throws DatabaseException {
        database.write(LIMIT, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(KEEP)) {
                upsert.setString(1, books);
                upsert.setLong(2, other);
                upsert.setLong(3, ledger);
                upsert.setLong(4, difference);
                upsert.setTimestamp(5, Timestamp.from(at));
                return upsert.executeUpdate();
            }
        });
    }
}

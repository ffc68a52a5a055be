package io.phase3.monitor.reconciliation;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;

/** Reads what the whole ledger says. */
final class LedgerTotals {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String TOTALS = """
            select coalesce(sum(amount_minor) filter (where kind = 'credit'), 0),
                   coalesce(sum(amount_minor) filter (where kind = 'reversal'), 0)
            from phase3.ledger_total""";

    private final Database database;

    LedgerTotals(Database database) {
        this.database = database;
    }

    Totals read() throws DatabaseException {
        return database.read(LIMIT, connection -> {
            try (PreparedStatement select = connection.prepareStatement(TOTALS);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Totals(row.getLong(1), row.getLong(2));
            }
        });
    }
}

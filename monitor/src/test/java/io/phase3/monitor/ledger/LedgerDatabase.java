package io.phase3.monitor.ledger;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL with the schema, which tests empty before they begin. */
final class LedgerDatabase implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    final RealPostgres postgres;
    final Database database;

    LedgerDatabase() throws Exception {
        postgres = RealPostgres.start();
        database = postgres.open(4);
        database.migrate();
    }

    void empty() {
        postgres.empty("ledger_entry", "ledger_total", "ledger_position", "ledger_rejected");
    }

    /** Cents by feature and side, such as {@code ai_coaching credit}. */
    Map<String, Long> totals() throws Exception {
        return sums("select feature || ' ' || kind, amount_minor from phase3.ledger_total");
    }

    /** The same, from the entries. */
    Map<String, Long> sumsOfEntries() throws Exception {
        return sums("""
                select feature || case kind when 'reversal' then ' reversal' else ' credit' end as side, sum(minor)
                from phase3.ledger_entry, unnest(features, parts_minor) as part (feature, minor)
                group by side
                """);
    }

    private Map<String, Long> sums(String sql) throws Exception {
        return database.read(LIMIT, connection -> {
            Map<String, Long> sums = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    sums.put(row.getString(1), row.getLong(2));
                }
            }
            return sums;
        });
    }

    @Override
    public void close() throws IOException {
        database.close();
        postgres.close();
    }
}

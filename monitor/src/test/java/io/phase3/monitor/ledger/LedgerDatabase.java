package io.phase3.monitor.ledger;

import io.phase3.monitor.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL with the schema, which tests empty before they begin. */
final class LedgerDatabase implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    final EmbeddedPostgres postgres;
    final Database database;

    LedgerDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        database = Database.open(CollectorProcess.settings(url()));
        database.migrate();
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    void empty() throws Exception {
        execute("truncate phase3.ledger_entry, phase3.ledger_total, phase3.ledger_position, phase3.ledger_rejected");
    }

    void execute(String sql) throws Exception {
        database.write(LIMIT, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** The first column of the first row, as text. */
    String ask(String sql) throws Exception {
        return database.read(LIMIT, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
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

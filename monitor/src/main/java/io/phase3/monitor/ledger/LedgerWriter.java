package io.phase3.monitor.ledger;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Writes batches into the ledger: entries, sums and positions in one transaction, so that killing anything at any time
 * leaves them in agreement.
 *
 * <p>Any number of exporters may write at once. All of them lock in the same order: the position, entries by key, sums by
 * feature and kind, rejected lines by place.
 */
final class LedgerWriter {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String POSITIONS =
            "select file, position, first_line, last_line from phase3.ledger_position where journal = ?";

    /** Moves on from where the file was found, unless another exporter already has. */
    private static final String ADVANCE = """
            insert into phase3.ledger_position as p (journal, file, position, first_line, last_line)
            values (?, ?, ?, ?, ?)
            on conflict (journal, file) do update
                set position = excluded.position, first_line = excluded.first_line, last_line = excluded.last_line,
                    updated_at = now()
                where p.position = ? and p.first_line = ? and p.last_line = ?
            """;

    private static final String COPY = "copy pg_temp.ledger_staging from stdin with (format binary)";

    private static final String INSERT = """
            with inserted as (
                insert into phase3.ledger_entry (entry_key, kind, id, occurred_at, type, lead, amount_minor, features,
                    parts_minor, original_amount, original_currency, original_rate, model, touches, journal)
                select entry_key, kind, id, occurred_at, type, lead, amount_minor, features, parts_minor,
                    original_amount::numeric, original_currency, original_rate::numeric, model, touches, journal
                from pg_temp.ledger_staging
                order by entry_key, ordinal
                on conflict (entry_key) do nothing
                returning kind, features, parts_minor
            ), raised as (
                insert into phase3.ledger_total as t (feature, kind, amount_minor, entries)
                select part.feature, case i.kind when 'reversal' then 'reversal' else 'credit' end as side,
                    sum(part.minor), count(*)
                from inserted i cross join unnest(i.features, i.parts_minor) as part (feature, minor)
                group by part.feature, side
                order by part.feature, side
                on conflict (feature, kind) do update
                    set amount_minor = t.amount_minor + excluded.amount_minor, entries = t.entries + excluded.entries
            )
            select count(*) from inserted
            """;

    private static final String DIFFERENT = """
            select count(*), min(s.entry_key::text)
            from pg_temp.ledger_staging s join phase3.ledger_entry e using (entry_key)
            where (s.amount_minor, s.features, s.parts_minor) is distinct from (e.amount_minor, e.features, e.parts_minor)
            """;

    private static final String REJECT = """
            insert into phase3.ledger_rejected (journal, file, position, reason)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) as r (journal, file, position, reason)
            order by 1, 2, 3
            on conflict do nothing
            """;

    private final Database database;

    LedgerWriter(Database database) {
        this.database = database;
    }

    /**
     * What a batch has brought.
     *
     * @param entries how many are new
     * @param different how many were there, but with another amount or split; the first has stayed
     * @param example the key of one of these
     */
    record Written(long entries, long different, Optional<UUID> example) {
        static final Written NOTHING = new Written(0, 0, Optional.empty());

        Written plus(Written more) {
            return new Written(entries + more.entries, different + more.different, example.or(() -> more.example));
        }
    }

    /** How far each file of a journal has been collected, by the file's name. */
    Map<String, Position> positions(String journal) throws DatabaseException {
        return database.read(LIMIT, connection -> {
            try (PreparedStatement select = connection.prepareStatement(POSITIONS)) {
                select.setString(1, journal);
                Map<String, Position> positions = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        String file = row.getString(1);
                        positions.put(
                                file, new Position(journal, file, row.getLong(2), row.getString(3), row.getString(4)));
                    }
                }
                return positions;
            }
        });
    }

    /** Writes a batch. */
    Written write(Batch batch) throws DatabaseException {
        return database.write(LIMIT, connection -> write(connection, batch));
    }

    /**
     * Writes a batch that was read from a file.
     *
     * @param from where the file was found; empty if it was new
     * @param to where the batch ends
     * @return empty if another exporter has moved the position meanwhile, and nothing was written
     */
    Optional<Written> write(Batch batch, Optional<Position> from, Position to) throws DatabaseException {
        return database.write(
                LIMIT,
                connection -> advance(connection, from, to) ? Optional.of(write(connection, batch)) : Optional.empty());
    }

    private static boolean advance(Connection connection, Optional<Position> from, Position to) throws SQLException {
        try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
            advance.setString(1, to.journal());
            advance.setString(2, to.file());
            advance.setLong(3, to.bytes());
            advance.setString(4, to.firstLine());
            advance.setString(5, to.lastLine());
            advance.setObject(6, from.map(Position::bytes).orElse(null), Types.BIGINT);
            advance.setString(7, from.map(Position::firstLine).orElse(null));
            advance.setString(8, from.map(Position::lastLine).orElse(null));
            return advance.executeUpdate() == 1;
        }
    }

    private static Written write(Connection connection, Batch batch) throws SQLException {
        Written written = batch.entries() == 0 ? Written.NOTHING : insert(connection, batch);
        if (!batch.rejections().isEmpty()) {
            reject(connection, batch.rejections());
        }
        return written;
    }

    private static Written insert(Connection connection, Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(EntryRow.TABLE);
            copy(connection, batch);
            long entries = 0;
            try (ResultSet row = statement.executeQuery(INSERT)) {
                row.next();
                entries = row.getLong(1);
            }
            return entries == batch.entries()
                    ? new Written(entries, 0, Optional.empty())
                    : repeated(statement, entries);
        }
    }

    private static void copy(Connection connection, Batch batch) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, batch.rows());
        } catch (IOException e) {
            throw new SQLException("cannot copy entries", e);
        }
    }

    private static Written repeated(Statement statement, long entries) throws SQLException {
        try (ResultSet row = statement.executeQuery(DIFFERENT)) {
            row.next();
            return new Written(
                    entries,
                    row.getLong(1),
                    Optional.ofNullable(row.getString(2)).map(UUID::fromString));
        }
    }

    private static void reject(Connection connection, List<Batch.Rejection> rejections) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
            insert.setObject(
                    1, rejections.stream().map(Batch.Rejection::journal).toArray(String[]::new));
            insert.setObject(2, rejections.stream().map(Batch.Rejection::file).toArray(String[]::new));
            insert.setObject(
                    3, rejections.stream().map(Batch.Rejection::position).toArray(Long[]::new));
            insert.setObject(4, rejections.stream().map(Batch.Rejection::reason).toArray(String[]::new));
            insert.executeUpdate();
        }
    }
}

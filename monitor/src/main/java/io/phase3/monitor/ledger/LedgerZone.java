package io.phase3.monitor.ledger;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Tells the views of the schema what a day is: the time zone of the ledger. */
public final class LedgerZone {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private LedgerZone() {}

    /**
     * Writes the zone into the table {@code phase3.setting}.
     *
     * @throws DatabaseException if PostgreSQL is away, or does not know the zone (SQL state 22023)
     */
    public static void write(Database database, ZoneId zone) throws DatabaseException {
        String name = postgresName(zone);
        database.write(LIMIT, connection -> {
            // A zone that is unknown must fail here, not in every view.
            try (PreparedStatement check = connection.prepareStatement("select now() at time zone ?")) {
                check.setString(1, name);
                check.executeQuery().close();
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into phase3.setting (name, value) values ('ledger.time-zone', ?)
                    on conflict (name) do update set value = excluded.value
                    """)) {
                insert.setString(1, name);
                return insert.executeUpdate();
            }
        });
    }

    /** To PostgreSQL, an offset such as +02:00 is POSIX's: two hours west of Greenwich, where Java's is east. */
    static String postgresName(ZoneId zone) {
        if (!(zone.normalized() instanceof ZoneOffset offset)) {
            return zone.getId();
        }
        if (offset.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        ZoneOffset reversed = ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
        return "<" + offset.getId() + ">" + reversed.getId();
    }
}

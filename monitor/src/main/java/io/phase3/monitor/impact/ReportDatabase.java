package io.phase3.monitor.impact;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.database.DatabaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The exporter's database, as a report asks it: it only reads, and a failure says which database it is. */
final class ReportDatabase implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** One report is one thread; the pool keeps a second connection for what it does itself. */
    private static final int CONNECTIONS = 2;

    private final DatabaseSettings settings;
    private final Database database;

    private ReportDatabase(DatabaseSettings settings, Database database) {
        this.settings = settings;
        this.database = database;
    }

    /** Opens it, without asking whether it is there. */
    static ReportDatabase open(DatabaseSettings settings) {
        return new ReportDatabase(
                settings,
                Database.open(new DatabaseSettings(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        false,
                        CONNECTIONS,
                        settings.connectTimeout())));
    }

    /** As it is configured, without user and password. */
    String url() {
        return settings.url();
    }

    <T> T read(Database.Work<T> work) throws UnreadableException {
        try {
            return database.read(LIMIT, work);
        } catch (DatabaseException e) {
            throw new UnreadableException("PostgreSQL at " + url() + ": " + e.getMessage(), e);
        }
    }

    /** A moment as JDBC takes it. */
    static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        database.close();
    }
}

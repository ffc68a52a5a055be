package io.phase3.monitor.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the schema {@code phase3} to the version that this exporter knows. */
final class Migration {
    private static final String FAILED = "the schema phase3 cannot be made, or brought up to date: ";

    private Migration() {}

    static void run(DataSource dataSource) throws DatabaseException {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(dataSource)
                .schemas("phase3")
                .createSchemas(true)
                .locations("classpath:db/migration")
                .load();
        try {
            refuseNewerSchema(flyway.info());
            flyway.migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /** Flyway would go on, and the tables may no longer be what this exporter takes them for. */
    private static void refuseNewerSchema(MigrationInfoService info) throws DatabaseException {
        MigrationInfo current = info.current();
        if (current == null || current.getState().isResolved()) {
            return;
        }
        // The creation of the schema is an entry without a version.
        String known = Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved() && migration.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::toString)
                .orElse("none");
        throw DatabaseException.withoutState(
                "the schema phase3 has version " + current.getVersion() + ", and this exporter knows versions up to "
                        + known + "; start an exporter that is as new as the one that made it",
                null);
    }

    private static DatabaseException failed(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                DatabaseException reason = DatabaseException.of(sql);
                return new DatabaseException(FAILED + reason.getMessage(), reason.state(), e);
            }
        }
        return DatabaseException.withoutState(FAILED + e.getMessage(), e);
    }
}

package io.phase3.monitor.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.phase3.monitor.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * PostgreSQL behind a pool of connections; opened without asking whether it is there.
 *
 * <p>Used by any number of threads. Each piece of work is one transaction with a limit of time: the server's statement
 * time-out, and the socket's behind it, for a server that is gone without a word.
 */
public final class Database implements AutoCloseable {
    /** What is left for the answer's way after the server has given up. */
    private static final int SOCKET_GRACE_MILLIS = 1_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;

    private Database(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** Work within a transaction. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public static Database open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("phase3");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().map(Secret::reveal).orElse(null));
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(1);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setValidationTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "phase3-exporter");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Otherwise the driver's error messages would quote values of rows.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new Database(settings, new HikariDataSource(config));
    }

    /**
     * Makes the schema {@code phase3}, or brings it up to date, if the settings say so.
     *
     * @throws DatabaseException if that is not possible; nothing is left half-done
     */
    public void migrate() throws DatabaseException {
        if (!settings.migrate()) {
            return;
        }
        try {
            // Flyway wants autocommit, and would wait for a connection for ever.
            read(settings.connectTimeout(), connection -> null);
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(
                            settings.url(),
                            settings.user(),
                            settings.password().map(Secret::reveal).orElse(null))
                    .schemas("phase3")
                    .createSchemas(true)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw migrationFailed(e);
        }
    }

    /** Runs work that only reads: whatever it tries to write is refused by the server. */
    public <T> T read(Duration limit, Work<T> work) throws DatabaseException {
        return transaction(true, limit, work);
    }

    /** Runs work that may write; committed as a whole or not at all. */
    public <T> T write(Duration limit, Work<T> work) throws DatabaseException {
        return transaction(false, limit, work);
    }

    private <T> T transaction(boolean readOnly, Duration limit, Work<T> work) throws DatabaseException {
        try (Connection connection = pool.getConnection()) {
            try {
                connection.setReadOnly(readOnly);
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()) + SOCKET_GRACE_MILLIS);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local statement_timeout = " + limit.toMillis());
                }
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static DatabaseException migrationFailed(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return DatabaseException.of(sql);
            }
        }
        return new DatabaseException("the schema cannot be brought up to date: " + e.getMessage(), "?", e);
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.phase3.monitor.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * PostgreSQL behind a pool of connections; opened without asking whether it is there.
 *
 * <p>Used by any number of threads. Each piece of work is one transaction with a limit of time: the server's statement
 * time-out, and the socket's behind it, for a server that is gone without a word.
 */
public final class Database implements AutoCloseable {
    /** What is left for the answer's way after the server has given up. */
    private static final int SOCKET_GRACE_MILLIS = 1_000;

    /** A migration may rebuild an index of a large table. */
    private static final Duration LONGEST_MIGRATION_STEP = Duration.ofHours(1);

    private final DatabaseSettings settings;
    private final Connector connector;
    private final HikariDataSource pool;

    private Database(DatabaseSettings settings, Connector connector, HikariDataSource pool) {
        this.settings = settings;
        this.connector = connector;
        this.pool = pool;
    }

    /** Work within a transaction. */
    public interface Work<T> {
        /**
         * Does the work.
         *
         * @throws DatabaseException if what PostgreSQL answered cannot be used
         */
        T on(Connection connection) throws SQLException, DatabaseException;
    }

    public static Database open(DatabaseSettings settings) {
        Connector connector = new Connector(settings, settings.connectTimeout());
        HikariConfig config = new HikariConfig();
        config.setPoolName("phase3");
        config.setDataSource(connector);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(1);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setValidationTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        return new Database(settings, connector, new HikariDataSource(config));
    }

    /**
     * Makes the schema {@code phase3}, or brings it up to date, if the settings say so. Several exporters may do it at once:
     * one does the work, the others wait for it.
     *
     * @throws DatabaseException if that is not possible; nothing is left half-done
     */
    public void migrate() throws DatabaseException {
        if (!settings.migrate()) {
            return;
        }
        // Flyway would wait for a connection for ever.
        read(settings.connectTimeout(), connection -> null);
        Migration.run(new Connector(settings, LONGEST_MIGRATION_STEP));
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
        try (Connection connection = connection()) {
            try {
                connection.setReadOnly(readOnly);
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()) + SOCKET_GRACE_MILLIS);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local statement_timeout = " + limit.toMillis());
                }
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | DatabaseException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private Connection connection() throws SQLException, DatabaseException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            // The pool tells of a time-out; what was behind it is known here.
            Optional<SQLException> reason = connector.lastFailure();
            throw reason.isPresent() ? DatabaseException.of(reason.get()) : noneFree(e);
        }
    }

    private DatabaseException noneFree(SQLException e) {
        boolean exhausted = pool.getHikariPoolMXBean().getActiveConnections() >= settings.maxConnections();
        String within = " within " + settings.connectTimeout().toMillis() + " ms";
        return DatabaseException.withoutState(
                exhausted
                        ? "all " + settings.maxConnections() + " connections were busy, and none became free" + within
                                + "; raise database.max-connections, or ask slow queries less often"
                        : "no connection" + within + "; is PostgreSQL running there, and reachable?",
                e);
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.phase3.monitor.database;

import io.phase3.monitor.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to PostgreSQL, and remembers why the last attempt failed: of all that wait for a connection, the pool
 * tells only one.
 */
final class Connector extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    private transient volatile SQLException lastFailure;

    /** @param longestSilence how long the server may take for one answer; until the pool sets a limit for each piece of work */
    Connector(DatabaseSettings settings, Duration longestSilence) {
        int seconds = seconds(settings.connectTimeout());
        setURL(settings.url());
        setUser(settings.user());
        setPassword(settings.password().map(Secret::reveal).orElse(null));
        setApplicationName("phase3-exporter");
        setTcpKeepAlive(true);
        setConnectTimeout(seconds);
        setLoginTimeout(seconds);
        // Without it the thread of a login that was given up would wait for a mute server for ever.
        setSocketTimeout(seconds(longestSilence));
        // Otherwise the driver's error messages would quote values of rows.
        setLogServerErrorDetail(false);
    }

    /** The driver counts in whole seconds, of which 0 is for ever. */
    private static int seconds(Duration duration) {
        return (int) Math.max(1, (duration.toMillis() + 999) / 1000);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            Connection connection = super.getConnection(user, password);
            lastFailure = null;
            return connection;
        } catch (SQLException e) {
            lastFailure = e;
            throw e;
        }
    }

    /** Why there is no connection; empty since the last one that succeeded. */
    Optional<SQLException> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }
}

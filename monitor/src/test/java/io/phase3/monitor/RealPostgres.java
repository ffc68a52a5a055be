package io.phase3.monitor;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real PostgreSQL, seen through one of its databases. */
public final class RealPostgres implements AutoCloseable {
    private static final String POSTGRES = "postgres";

    /** A test that waits for a lock is to fail, not to hang. */
    private static final int LONGEST_SECONDS = 300;

    private final EmbeddedPostgres server;
    private final String database;

    private RealPostgres(EmbeddedPostgres server, String database) {
        this.server = server;
        this.database = database;
    }

    public static RealPostgres start() throws IOException {
        return new RealPostgres(EmbeddedPostgres.start(), POSTGRES);
    }

    public static RealPostgres start(int port) throws IOException {
        return new RealPostgres(EmbeddedPostgres.builder().setPort(port).start(), POSTGRES);
    }

    /** Goes on with what an earlier one left in this directory. */
    public static RealPostgres start(int port, Path directory) throws IOException {
        return new RealPostgres(
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .start(),
                POSTGRES);
    }

    /** The same server, seen through another of its databases. */
    public RealPostgres in(String other) {
        return new RealPostgres(server, other);
    }

    public int port() {
        return server.getPort();
    }

    public String url() {
        return url(port(), database);
    }

    /** Of a server that need not be there. */
    public static String url(int port) {
        return url(port, POSTGRES);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Of an exporter that may do everything. */
    public DatabaseSettings settings(int connections) {
        return settings(url(), POSTGRES, connections);
    }

    /** The server trusts everybody, without a password. */
    public static DatabaseSettings settings(String url, String user, int connections) {
        return new DatabaseSettings(url, user, Optional.empty(), true, connections, Duration.ofSeconds(10));
    }

    /** Lead to where nobody listens. */
    public static DatabaseSettings nowhere() throws IOException {
        return new DatabaseSettings(url(FreePort.find()), POSTGRES, Optional.empty(), true, 2, Duration.ofSeconds(1));
    }

    public Database open(int connections) {
        return Database.open(settings(connections));
    }

    /** Past the exporter's pool, as the owner of everything. */
    public Connection connect() throws SQLException {
        return server.getDatabase(POSTGRES, database).getConnection();
    }

    public void execute(String sql, Object... parameters) {
        run(sql, parameters, PreparedStatement::execute);
    }

    /** The rows, each as its columns with a blank between them, {@code null} for NULL. */
    public List<String> rows(String sql, Object... parameters) {
        return run(sql, parameters, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (row.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        columns.add(String.valueOf(row.getString(column)));
                    }
                    rows.add(String.join(" ", columns));
                }
                return rows;
            }
        });
    }

    /** The first row. */
    public String ask(String sql, Object... parameters) {
        return rows(sql, parameters).get(0);
    }

    /** Empties these tables of the schema {@code phase3}. */
    public void empty(String... tables) {
        execute("truncate phase3." + String.join(", phase3.", tables));
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Object[] parameters, Work<T> work) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

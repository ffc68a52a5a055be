package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL with the exporter's schema, and words to put experiments into it. */
final class TestDatabase implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;
    private final Database database;

    private TestDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.database = open();
    }

    static TestDatabase start() throws IOException, DatabaseException {
        TestDatabase database = new TestDatabase(EmbeddedPostgres.start());
        database.database.migrate();
        return database;
    }

    /** A second pool, such as another exporter has. */
    Database open() {
        return open(postgres.getPort());
    }

    /** A pool for whatever listens on this port. */
    static Database open(int port) {
        return Database.open(new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                Optional.empty(),
                true,
                5,
                Duration.ofSeconds(5)));
    }

    Database database() {
        return database;
    }

    void empty() throws DatabaseException {
        run("""
                truncate phase3.experiment, phase3.experiment_variant, phase3.experiment_assignment,
                    phase3.experiment_exposure, phase3.experiment_conversion, phase3.experiment_guardrail,
                    phase3.experiment_guardrail_event, phase3.experiment_evaluation, phase3.experiment_health,
                    phase3.experiment_guardrail_evaluation, phase3.experiment_rollback""");
    }

    void run(String sql, Object... parameters) throws DatabaseException {
        database.write(LIMIT, connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.execute();
            }
        });
    }

    /** The rows, each as its columns with a blank between them, {@code null} for NULL. */
    List<String> rows(String sql, Object... parameters) throws DatabaseException {
        return database.write(LIMIT, connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters);
                    ResultSet row = statement.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (row.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        columns.add(row.getString(column));
                    }
                    rows.add(String.join(
                            " ", columns.stream().map(String::valueOf).toList()));
                }
                return rows;
            }
        });
    }

    String value(String sql, Object... parameters) throws DatabaseException {
        return rows(sql, parameters).get(0);
    }

    double number(String sql, Object... parameters) throws DatabaseException {
        return Double.parseDouble(value(sql, parameters));
    }

    /** An experiment with these variants at equal weights, the first of which is the control. */
    void experiment(String name, String... variants) throws DatabaseException {
        run(
                "insert into phase3.experiment (name, feature, started_at, minimum_lift) values (?, 'ai_coaching', '2026-01-01Z', 0.1)",
                name);
        for (int i = 0; i < variants.length; i++) {
            run("insert into phase3.experiment_variant values (?, ?, ?, 50)", name, variants[i], i == 0);
        }
    }

    /** More subjects of a variant, all exposed on the third of January; the first of them convert on the fourth. */
    void subjects(String experiment, String variant, int exposed, int converted) throws DatabaseException {
        long before = Long.parseLong(value("select count(*) from phase3.experiment_assignment"));
        run("""
                insert into phase3.experiment_assignment
                select ?, 's' || (? + i), ?, ?, '2026-01-02Z' from generate_series(1, ?) i""", experiment, before, variant, variant, exposed);
        run("""
                insert into phase3.experiment_exposure
                select ?, 's' || (? + i), ?, '2026-01-03Z' from generate_series(1, ?) i""", experiment, before, variant, exposed);
        run("""
                insert into phase3.experiment_conversion
                select ?, 's' || (? + i), '2026-01-04Z' from generate_series(1, ?) i""", experiment, before, converted);
    }

    /** A guardrail's event of so many subjects of a variant, on the fourth of January. */
    void events(String experiment, String guardrail, String variant, int count) throws DatabaseException {
        run("""
                insert into phase3.experiment_guardrail_event
                select experiment, ?, subject, '2026-01-04Z' from phase3.experiment_assignment
                where experiment = ? and assigned_variant = ? order by subject limit ?""", guardrail, experiment, variant, count);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws IOException {
        database.close();
        postgres.close();
    }
}

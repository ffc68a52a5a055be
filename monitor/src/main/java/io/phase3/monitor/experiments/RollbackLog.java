package io.phase3.monitor.experiments;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** The table that tells who asked for a rollback, and what became of it. */
final class RollbackLog {

    /** A row of it that tells of a rollback which was made. */
    record Made(Instant at, String by, String reason) {}

    private static final String LAST_MADE =
            "(select max(id) from phase3.experiment_rollback where experiment = ? and outcome = 'rolled_back')";

    private RollbackLog() {}

    static void append(Connection connection, RollbackRequest request, Instant at, RollbackResult result)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into phase3.experiment_rollback
                    (experiment, requested_at, requested_by, reason, outcome, subjects, detail)
                values (?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setString(1, request.experiment());
            statement.setTimestamp(2, Timestamp.from(at));
            statement.setString(3, request.by());
            statement.setString(4, request.reason());
            statement.setString(5, result.outcome().keyword());
            statement.setLong(6, result.subjects());
            statement.setString(7, result.detail());
            statement.executeUpdate();
        }
    }

    /** Adds subjects that got another variant to the last rollback of the experiment that was made. */
    static void addSubjects(Connection connection, String experiment, long subjects) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update phase3.experiment_rollback set subjects = subjects + ? where id = " + LAST_MADE)) {
            statement.setLong(1, subjects);
            statement.setString(2, experiment);
            statement.executeUpdate();
        }
    }

    /** How many subjects have got another variant by the last rollback of the experiment that was made. */
    static long subjects(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select subjects from phase3.experiment_rollback where id = " + LAST_MADE)) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** The last rollback of the experiment that was made, by whomever. */
    static Optional<Made> lastMade(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select requested_at, requested_by, reason from phase3.experiment_rollback
                where experiment = ? and outcome = 'rolled_back'
                order by requested_at desc limit 1""")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Made(row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }
}

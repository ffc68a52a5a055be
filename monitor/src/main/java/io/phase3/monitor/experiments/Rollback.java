package io.phase3.monitor.experiments;

import static io.phase3.monitor.experiments.RollbackResult.Outcome.ALREADY_ROLLED_BACK;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.COOL_DOWN;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.FAILED;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.HELD;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.NOT_RUNNING;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.ROLLED_BACK;
import static io.phase3.monitor.experiments.RollbackResult.Outcome.UNKNOWN_EXPERIMENT;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives all subjects of an experiment the control, once, however often and by however many it is asked to.
 *
 * <p>Used by any number of threads and exporters: the experiment's row is locked while one of them decides. Every request
 * leaves a row in {@code experiment_rollback}.
 */
public final class Rollback {
    /** Ten times what half a million subjects took on two busy cores. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Database database;
    private final Duration coolDown;
    private final Clock clock;
    private final FailedRequests failed = new FailedRequests();

    /** @param coolDown how long after a rollback of an experiment no other one is made automatically */
    public Rollback(Database database, Duration coolDown, Clock clock) {
        this.database = database;
        this.coolDown = coolDown;
        this.clock = clock;
    }

    /** The experiment as it stands while its row is locked. */
    private record Standing(String status, String heldBy, String heldReason) {}

    /**
     * Decides a request, and makes the rollback if that is the decision, in one transaction.
     *
     * @throws DatabaseException if the database failed it: nothing has been changed as far as is known, asking again does no
     *     harm, and the request is recorded as failed at the next {@link #recordFailed}
     */
    public RollbackResult request(RollbackRequest request) throws DatabaseException {
        Instant now = clock.instant();
        try {
            return database.write(LIMIT, connection -> {
                RollbackResult result = decide(connection, request, now);
                RollbackLog.append(connection, request, now, result);
                return result;
            });
        } catch (DatabaseException e) {
            failed.keep(request, now, e.getMessage());
            throw e;
        }
    }

    /** Writes the requests that the database has failed so far into the table, each once. */
    void recordFailed() throws DatabaseException {
        failed.record(database);
    }

    private RollbackResult decide(Connection connection, RollbackRequest request, Instant now) throws SQLException {
        Optional<Standing> found = lock(connection, request.experiment());
        if (found.isEmpty()) {
            return RollbackResult.without(UNKNOWN_EXPERIMENT, "does not exist");
        }
        Standing standing = found.get();
        if (standing.status().equals("rolled_back")) {
            return RollbackResult.without(ALREADY_ROLLED_BACK, "was rolled back before");
        }
        if (!standing.status().equals("running")) {
            return RollbackResult.without(NOT_RUNNING, "is not running: its status is " + standing.status());
        }
        Optional<RollbackResult> refusal =
                request.automatic() ? refusal(connection, request.experiment(), standing, now) : Optional.empty();
        return refusal.isPresent() ? refusal.get() : make(connection, request.experiment(), now);
    }

    /** What keeps an automatic request from being granted; a person's is never refused. */
    private Optional<RollbackResult> refusal(Connection connection, String experiment, Standing standing, Instant now)
            throws SQLException {
        if (standing.heldBy() != null) {
            String reason = standing.heldReason() == null ? "" : ": " + standing.heldReason();
            return Optional.of(RollbackResult.without(HELD, "is held by " + standing.heldBy() + reason));
        }
        return RollbackLog.lastMade(connection, experiment)
                .filter(last -> now.isBefore(last.at().plus(coolDown)))
                .map(last -> RollbackResult.without(
                        COOL_DOWN,
                        "was rolled back at " + last.at() + " and restarted: no automatic rollback before "
                                + last.at().plus(coolDown)));
    }

    /** Also keeps everybody out who is assigning a subject: none may slip through between the decision and its commit. */
    private static Optional<Standing> lock(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select status, held_by, held_reason from phase3.experiment where name = ? for update")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Standing(row.getString(1), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private static RollbackResult make(Connection connection, String experiment, Instant now) throws SQLException {
        Optional<String> control = control(connection, experiment);
        if (control.isEmpty()) {
            return RollbackResult.without(FAILED, "has no control that its subjects could get");
        }
        stop(connection, experiment, now);
        long subjects = flip(connection, experiment, control.get());
        return new RollbackResult(
                ROLLED_BACK,
                subjects,
                "is rolled back: everybody gets '" + control.get() + "', for " + subjects
                        + " of its subjects a change");
    }

    private static Optional<String> control(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select variant from phase3.experiment_variant where experiment = ? and control")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static void stop(Connection connection, String experiment, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update phase3.experiment set status = 'rolled_back', stopped_at = ? where name = ?")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, experiment);
            statement.executeUpdate();
        }
    }

    private static long flip(Connection connection, String experiment, String control) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update phase3.experiment_assignment set variant = ? where experiment = ? and variant <> ?")) {
            statement.setString(1, control);
            statement.setString(2, experiment);
            statement.setString(3, control);
            return statement.executeLargeUpdate();
        }
    }
}

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives all subjects of an experiment the control, once, however often and by however many it is asked to.
 *
 * <p>Used by any number of threads and exporters: the experiment's row is locked while one of them decides. Every request
 * leaves a row in {@code experiment_rollback}. A rollback is decided and committed first, so that newcomers get the control from
 * then on; then all others do, by a {@link Flip}.
 */
public final class Rollback {
    /** A decision takes milliseconds, but may have to wait for a step of somebody else's flip. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Database database;
    private final Duration coolDown;
    private final Clock clock;
    private final FailedRequests failed = new FailedRequests();
    private final Flip flip;

    /** @param coolDown how long after a rollback of an experiment no other one is made automatically */
    public Rollback(Database database, Duration coolDown, Clock clock) {
        this.database = database;
        this.coolDown = coolDown;
        this.clock = clock;
        this.flip = new Flip(database, Flip.STEP);
    }

    /** The experiment as it stands while its row is locked. */
    private record Standing(String status, String heldBy, String heldReason) {}

    /**
     * Decides a request, and makes the rollback if that is the decision; one that was made before and cut off is finished.
     *
     * @throws DatabaseException if the database failed it: nothing has been changed, or some of the subjects have the control
     *     and asking again gives it to the others; the request is recorded as failed at the next {@link #recordFailed}
     */
    public RollbackResult request(RollbackRequest request) throws DatabaseException {
        Instant now = clock.instant();
        try {
            RollbackResult decision = database.write(LIMIT, connection -> {
                RollbackResult result = decide(connection, request, now);
                RollbackLog.append(connection, request, now, result);
                return result;
            });
            return decision.isDone() ? flipped(decision, request.experiment()) : decision;
        } catch (DatabaseException e) {
            failed.keep(request, now, e.getMessage());
            throw e;
        }
    }

    /** Writes the requests that the database has failed so far into the table, each once. */
    void recordFailed() throws DatabaseException {
        failed.record(database);
    }

    /** Finishes rollbacks that were cut off, by a killed process perhaps: nobody may ever ask for them again. */
    void finish() throws DatabaseException {
        for (String experiment : database.read(LIMIT, Flip::cutOff)) {
            flip.complete(experiment);
        }
    }

    private RollbackResult flipped(RollbackResult decision, String experiment) throws DatabaseException {
        long subjects = flip.complete(experiment);
        return decision.outcome() == ALREADY_ROLLED_BACK
                ? decision
                : new RollbackResult(
                        ROLLED_BACK, subjects, decision.detail() + ", for " + subjects + " of its subjects a change");
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
        return refusal.isPresent() ? refusal.get() : stop(connection, request.experiment());
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

    /** Keeps nobody out who is assigning a subject, and waits for none of them: a busy application never lets go. */
    private static Optional<Standing> lock(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select status, held_by, held_reason from phase3.experiment where name = ? for no key update")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Standing(row.getString(1), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private static RollbackResult stop(Connection connection, String experiment) throws SQLException {
        Optional<String> control = control(connection, experiment);
        if (control.isEmpty()) {
            return RollbackResult.without(FAILED, "has no control that its subjects could get");
        }
        // By the clock that exposures and conversions have their times from.
        try (PreparedStatement statement = connection.prepareStatement(
                "update phase3.experiment set status = 'rolled_back', stopped_at = clock_timestamp() where name = ?")) {
            statement.setString(1, experiment);
            statement.executeUpdate();
        }
        return RollbackResult.without(ROLLED_BACK, "is rolled back: everybody gets '" + control.get() + "'");
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
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the subjects of an experiment that is rolled back the control, step by step; repeated, it goes on where it was cut off.
 *
 * <p>Used by any number of threads and exporters: each step has the experiment's row to itself. Applications wait for none.
 */
final class Flip {
    /** Subjects in one transaction: about 2 s on two busy cores. */
    static final int STEP = 50_000;

    /** For one step, or for applications to commit what they had begun. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Database database;
    private final int step;

    /** @param step how many subjects get the control in one transaction, at most */
    Flip(Database database, int step) {
        this.database = database;
        this.step = step;
    }

    /**
     * Goes on until everybody has the control, or somebody has restarted the experiment.
     *
     * @return how many subjects got another variant by the whole rollback, whoever has flipped them
     * @throws DatabaseException if the database failed it; the steps before are done
     */
    long complete(String experiment) throws DatabaseException {
        everybodyThereIs(experiment);
        awaitAssignments(experiment);
        everybodyThereIs(experiment);
        return database.read(LIMIT, connection -> RollbackLog.subjects(connection, experiment));
    }

    /** Experiments that were rolled back within the last week, with subjects that do not have the control yet. */
    static List<String> cutOff(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select e.name from phase3.experiment e
                join phase3.experiment_variant c on c.experiment = e.name and c.control
                where e.status = 'rolled_back' and e.stopped_at > now() - interval '7 days' and exists (
                    select 1 from phase3.experiment_assignment a where a.experiment = e.name and a.variant <> c.variant)
                order by e.name""");
                ResultSet row = statement.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private void everybodyThereIs(String experiment) throws DatabaseException {
        long flipped;
        do {
            flipped = database.write(LIMIT, connection -> step(connection, experiment));
        } while (flipped > 0);
    }

    /**
     * Returns when those have committed who were assigning a subject while the rollback was decided; nobody has begun to since.
     * In a transaction of its own: whoever writes a row that refers to the experiment waits while it is locked like this.
     */
    private void awaitAssignments(String experiment) throws DatabaseException {
        database.write(LIMIT, connection -> isRolledBack(connection, experiment, "update"));
    }

    private long step(Connection connection, String experiment) throws SQLException {
        if (!isRolledBack(connection, experiment, "no key update")) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                with control as (
                    select experiment, variant from phase3.experiment_variant where experiment = ? and control
                ), others as (
                    select a.subject from phase3.experiment_assignment a join control c using (experiment)
                    where a.variant <> c.variant limit ?
                )
                update phase3.experiment_assignment a set variant = c.variant
                from control c, others o where a.experiment = c.experiment and a.subject = o.subject""")) {
            statement.setString(1, experiment);
            statement.setInt(2, step);
            long flipped = statement.executeLargeUpdate();
            RollbackLog.addSubjects(connection, experiment, flipped);
            return flipped;
        }
    }

    /** Also locks the experiment's row, if it is: nobody restarts it before the end of the transaction. */
    private static boolean isRolledBack(Connection connection, String experiment, String strength) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from phase3.experiment where name = ? and status = 'rolled_back' for " + strength)) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}

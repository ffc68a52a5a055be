package io.phase3.monitor.experiments;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Everything there is to show of one experiment, at one moment. Immutable. */
record ExperimentReport(
        Experiment experiment, Results results, Optional<RollbackLog.Made> lastRollback, Verdict verdict) {

    /** @param connection at the beginning of a transaction */
    static Optional<ExperimentReport> read(Connection connection, String name) throws SQLException {
        Optional<Experiment> found = ExperimentTables.find(connection, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Experiment experiment = found.get();
        Results results = Results.read(connection, experiment);
        Optional<RollbackLog.Made> last = RollbackLog.lastMade(connection, name);
        return Optional.of(new ExperimentReport(experiment, results, last, Verdict.of(experiment, results, last)));
    }
}

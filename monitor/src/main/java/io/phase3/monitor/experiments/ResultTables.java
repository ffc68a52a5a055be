package io.phase3.monitor.experiments;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a look at an experiment has found; several exporters may do so at once. */
final class ResultTables {

    private static final List<String> TABLES = List.of("experiment_evaluation", "experiment_guardrail_evaluation");

    private final Connection connection;
    private final Experiment experiment;
    private final Timestamp at;

    private ResultTables(Connection connection, Experiment experiment, Instant at) {
        this.connection = connection;
        this.experiment = experiment;
        this.at = Timestamp.from(at);
    }

    /** Writes all of it, or nothing if the experiment has been restarted since it was looked at. */
    static void write(Connection connection, Evaluated evaluated, Instant at) throws SQLException {
        ResultTables tables = new ResultTables(connection, evaluated.experiment(), at);
        if (!tables.lockRun()) {
            return;
        }
        tables.removeFormerRuns();
        tables.writeHealth(evaluated);
        for (Map.Entry<String, Optional<Comparison>> comparison :
                evaluated.comparisons().entrySet()) {
            tables.write(comparison.getKey(), comparison.getValue());
        }
        for (Evaluated.GuardrailCheck check : evaluated.guardrailChecks()) {
            tables.write(check);
        }
    }

    /** Keeps restarts and other exporters out until the end of the transaction, but nobody who assigns subjects. */
    private boolean lockRun() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from phase3.experiment where name = ? and started_at = ? for no key update")) {
            statement.setString(1, experiment.name());
            statement.setTimestamp(2, Timestamp.from(experiment.startedAt()));
            return statement.executeQuery().next();
        }
    }

    /** With their smallest p-values: a new run begins anew. */
    private void removeFormerRuns() throws SQLException {
        for (String table : TABLES) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "delete from phase3." + table + " where experiment = ? and started_at <> ?")) {
                statement.setString(1, experiment.name());
                statement.setTimestamp(2, Timestamp.from(experiment.startedAt()));
                statement.executeUpdate();
            }
        }
    }

    private void writeHealth(Evaluated evaluated) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into phase3.experiment_health
                    (experiment, evaluated_at, srm_p_value, required_sample_size, multiple_exposure_ratio)
                values (?, ?, ?, ?, ?)
                on conflict (experiment) do update set
                    (evaluated_at, srm_p_value, required_sample_size, multiple_exposure_ratio) =
                    (excluded.evaluated_at, excluded.srm_p_value, excluded.required_sample_size,
                     excluded.multiple_exposure_ratio)""")) {
            statement.setString(1, experiment.name());
            statement.setTimestamp(2, at);
            number(statement, 3, evaluated.sampleRatioPValue());
            if (evaluated.requiredSampleSize().isPresent()) {
                statement.setLong(4, evaluated.requiredSampleSize().getAsLong());
            } else {
                statement.setNull(4, Types.BIGINT);
            }
            number(statement, 5, experiment.multipleExposureRatio());
            statement.executeUpdate();
        }
    }

    private void write(String variant, Optional<Comparison> look) throws SQLException {
        // least() passes over NULL.
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into phase3.experiment_evaluation as e
                    (experiment, variant, started_at, evaluated_at, lift, lift_ci_lower, lift_ci_upper, p_value,
                     sequential_p_value)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (experiment, variant) do update set
                    (evaluated_at, lift, lift_ci_lower, lift_ci_upper, p_value, sequential_p_value) =
                    (excluded.evaluated_at, excluded.lift, excluded.lift_ci_lower, excluded.lift_ci_upper, excluded.p_value,
                     least(e.sequential_p_value, excluded.sequential_p_value))""")) {
            statement.setString(1, experiment.name());
            statement.setString(2, variant);
            statement.setTimestamp(3, Timestamp.from(experiment.startedAt()));
            statement.setTimestamp(4, at);
            number(statement, 5, look.map(Comparison::lift).orElse(Double.NaN));
            number(statement, 6, look.map(found -> found.interval().lower()).orElse(Double.NaN));
            number(statement, 7, look.map(found -> found.interval().upper()).orElse(Double.NaN));
            number(statement, 8, look.map(Comparison::pValue).orElse(Double.NaN));
            number(statement, 9, look.map(Comparison::sequentialPValue).orElse(Double.NaN));
            statement.executeUpdate();
        }
    }

    private void write(Evaluated.GuardrailCheck check) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into phase3.experiment_guardrail_evaluation as e
                    (experiment, variant, guardrail, started_at, evaluated_at, sequential_p_value, harmful)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (experiment, variant, guardrail) do update set
                    (evaluated_at, sequential_p_value, harmful) =
                    (excluded.evaluated_at, least(e.sequential_p_value, excluded.sequential_p_value), excluded.harmful)""")) {
            statement.setString(1, experiment.name());
            statement.setString(2, check.variant());
            statement.setString(3, check.guardrail());
            statement.setTimestamp(4, Timestamp.from(experiment.startedAt()));
            statement.setTimestamp(5, at);
            number(
                    statement,
                    6,
                    check.comparison().map(Comparison::sequentialPValue).orElse(Double.NaN));
            statement.setBoolean(7, check.harmful());
            statement.executeUpdate();
        }
    }

    /** What is not known, or has no bound, is NULL: never a number that somebody might compute with. */
    private static void number(PreparedStatement statement, int index, double number) throws SQLException {
        if (Double.isFinite(number)) {
            statement.setDouble(index, number);
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }
}

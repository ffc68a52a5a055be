package io.phase3.monitor.experiments;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the last evaluation of an experiment's run has left in the tables; a number that is not known is {@code NaN}. Immutable.
 *
 * @param evaluatedAt empty if it has not been evaluated yet
 */
record Results(
        Optional<Instant> evaluatedAt,
        double sampleRatioPValue,
        OptionalLong requiredSampleSize,
        List<Treatment> treatments,
        List<GuardrailResult> guardrails) {
    Results {
        treatments = List.copyOf(treatments);
        guardrails = List.copyOf(guardrails);
    }

    /** Of a treatment against the control. */
    record Treatment(String variant, double lift, double lower, double upper, double pValue, double sequentialPValue) {}

    /** Of a guardrail in a treatment. */
    record GuardrailResult(String guardrail, String variant, double sequentialPValue, boolean harmful) {}

    static Results read(Connection connection, Experiment experiment) throws SQLException {
        List<Treatment> treatments = treatments(connection, experiment);
        List<GuardrailResult> guardrails = guardrails(connection, experiment);
        try (PreparedStatement statement = connection.prepareStatement("""
                select evaluated_at, srm_p_value, required_sample_size from phase3.experiment_health
                where experiment = ? and evaluated_at >= ?""")) {
            statement.setString(1, experiment.name());
            statement.setTimestamp(2, Timestamp.from(experiment.startedAt()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Results(Optional.empty(), Double.NaN, OptionalLong.empty(), treatments, guardrails);
                }
                long required = row.getLong("required_sample_size");
                return new Results(
                        ExperimentTables.instant(row, "evaluated_at"),
                        ExperimentTables.number(row, "srm_p_value"),
                        required == 0 ? OptionalLong.empty() : OptionalLong.of(required),
                        treatments,
                        guardrails);
            }
        }
    }

    private static List<Treatment> treatments(Connection connection, Experiment experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select variant, lift, lift_ci_lower, lift_ci_upper, p_value, sequential_p_value
                from phase3.metric_experiment_results where experiment = ? order by variant""")) {
            statement.setString(1, experiment.name());
            try (ResultSet row = statement.executeQuery()) {
                List<Treatment> treatments = new ArrayList<>();
                while (row.next()) {
                    treatments.add(new Treatment(
                            row.getString("variant"),
                            ExperimentTables.number(row, "lift"),
                            ExperimentTables.number(row, "lift_ci_lower"),
                            ExperimentTables.number(row, "lift_ci_upper"),
                            ExperimentTables.number(row, "p_value"),
                            ExperimentTables.number(row, "sequential_p_value")));
                }
                return treatments;
            }
        }
    }

    private static List<GuardrailResult> guardrails(Connection connection, Experiment experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select guardrail, variant, sequential_p_value, harmful from phase3.metric_experiment_guardrails
                where experiment = ? order by guardrail, variant""")) {
            statement.setString(1, experiment.name());
            try (ResultSet row = statement.executeQuery()) {
                List<GuardrailResult> guardrails = new ArrayList<>();
                while (row.next()) {
                    guardrails.add(new GuardrailResult(
                            row.getString("guardrail"),
                            row.getString("variant"),
                            ExperimentTables.number(row, "sequential_p_value"),
                            row.getBoolean("harmful")));
                }
                return guardrails;
            }
        }
    }
}

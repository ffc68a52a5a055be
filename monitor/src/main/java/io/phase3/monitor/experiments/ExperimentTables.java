package io.phase3.monitor.experiments;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads experiments, as applications and people have written them, from the schema {@code phase3}. */
final class ExperimentTables {

    private ExperimentTables() {}

    static List<String> names(Connection connection) throws SQLException {
        return names(connection, "select name from phase3.experiment order by name");
    }

    static List<String> running(Connection connection) throws SQLException {
        return names(connection, "select name from phase3.experiment where status = 'running' order by name");
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /**
     * The experiment with its counts, which are of the same moment: otherwise there could be more events than subjects.
     * Takes as long as counting its subjects.
     *
     * @param connection at the beginning of a transaction
     */
    static Optional<Experiment> find(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                select name, feature, status, started_at, stopped_at, minimum_lift, alpha, power, held_by, held_reason, held_at,
                       (select count(distinct x.subject) from phase3.experiment_exposed x
                        join phase3.experiment_exposure o on o.experiment = x.experiment and o.subject = x.subject
                            and o.variant <> x.first_variant and o.exposed_at >= x.exposed_at and o.exposed_at <= x.until
                        where x.experiment = name) as exposed_to_several
                from phase3.experiment where name = ?""")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                List<Variant> variants = variants(connection, name);
                long exposed = variants.stream().mapToLong(Variant::exposed).sum();
                return Optional.of(new Experiment(
                        row.getString("name"),
                        row.getString("feature"),
                        Experiment.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getTimestamp("started_at").toInstant(),
                        instant(row, "stopped_at"),
                        row.getDouble("minimum_lift"),
                        row.getDouble("alpha"),
                        row.getDouble("power"),
                        hold(row),
                        exposed == 0 ? Double.NaN : (double) row.getLong("exposed_to_several") / exposed,
                        variants,
                        guardrails(connection, name)));
            }
        }
    }

    private static Optional<Hold> hold(ResultSet row) throws SQLException {
        String by = row.getString("held_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Hold(
                        by,
                        Optional.ofNullable(row.getString("held_reason")).orElse("no reason given"),
                        instant(row, "held_at").orElse(Instant.EPOCH)));
    }

    private static List<Variant> variants(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select v.variant, v.control, v.weight, c.assignments, c.exposures, c.conversions
                from phase3.experiment_variant v
                join phase3.experiment_counts(until_its_end => true) c on c.experiment = v.experiment and c.variant = v.variant
                where v.experiment = ?
                order by not v.control, v.variant""")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                List<Variant> variants = new ArrayList<>();
                while (row.next()) {
                    variants.add(new Variant(
                            row.getString("variant"),
                            row.getBoolean("control"),
                            row.getDouble("weight"),
                            row.getLong("assignments"),
                            row.getLong("exposures"),
                            row.getLong("conversions")));
                }
                return variants;
            }
        }
    }

    private static List<Guardrail> guardrails(Connection connection, String experiment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select r.guardrail, r.harmful, e.variant, count(e.subject) as events
                from phase3.experiment_guardrail r
                left join phase3.experiment_guardrail_event g
                    on g.experiment = r.experiment and g.guardrail = r.guardrail
                left join phase3.experiment_exposed e
                    on e.experiment = g.experiment and e.subject = g.subject
                    and g.happened_at >= e.exposed_at and g.happened_at <= e.until
                where r.experiment = ?
                group by r.guardrail, r.harmful, e.variant
                order by r.guardrail""")) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                List<Guardrail> guardrails = new ArrayList<>();
                while (row.next()) {
                    add(guardrails, row);
                }
                return guardrails;
            }
        }
    }

    /** The rows of one guardrail follow each other; one without a variant tells that there is the guardrail. */
    private static void add(List<Guardrail> guardrails, ResultSet row) throws SQLException {
        String name = row.getString("guardrail");
        Map<String, Long> events = new HashMap<>();
        int last = guardrails.size() - 1;
        if (last >= 0 && guardrails.get(last).name().equals(name)) {
            events.putAll(guardrails.remove(last).events());
        }
        String variant = row.getString("variant");
        if (variant != null) {
            events.put(variant, row.getLong("events"));
        }
        Guardrail.Direction harmful =
                Guardrail.Direction.valueOf(row.getString("harmful").toUpperCase(Locale.ROOT));
        guardrails.add(new Guardrail(name, harmful, events));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** {@code NaN} for NULL. */
    static double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }
}

package io.phase3.monitor.agents;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Keeps the latest value of each counter of each life of each JVM in {@code phase3.agent_counter}, and adds what paid
 * services have cost since the last reading to {@code phase3.api_cost}.
 *
 * <p>What a JVM had counted before its exporter was there belongs to no day that is known, and is left out; so is what a JVM
 * that does not tell its start had counted when it was seen first. A JVM that starts later counts from nothing. What it
 * counts after its last reading is lost with it.
 */
final class CounterBook {
    private static final String FIRST_READING = "agents.first-reading";
    private static final String LATEST_LIFE = """
            select max(started_at) from phase3.agent_counter where instance = ?""";
    private static final String KNOWN = """
            select metric, feature, api, value from phase3.agent_counter where instance = ? and started_at = ?""";
    private static final String KEEP = """
            insert into phase3.agent_counter (instance, started_at, metric, feature, api, value)
            values (?, ?, ?, ?, ?, ?)
            on conflict (instance, started_at, metric, feature, api)
            do update set value = excluded.value, seen_at = now()""";
    private static final String CHARGE = """
            insert into phase3.api_cost (day, feature, api, amount) values (phase3.ledger_today(), ?, ?, ?)
            on conflict (day, feature, api) do update set amount = api_cost.amount + excluded.amount""";

    private final Database database;
    private final Duration limit;

    /** @param limit how long PostgreSQL may take */
    CounterBook(Database database, Duration limit) {
        this.database = database;
        this.limit = limit;
    }

    /**
     * Enters a reading; entering one twice changes nothing.
     *
     * @param agents asked while no other exporter is: an older reading must not come after a newer one
     * @return the reading
     */
    Reading enter(Supplier<Reading> agents, Instant now) throws DatabaseException {
        return database.write(limit, connection -> new Transaction(connection, now).enter(agents));
    }

    /** Enters one reading, all of it or nothing. */
    private static final class Transaction {
        private final Connection connection;
        private final Instant now;
        private Instant firstReading;

        Transaction(Connection connection, Instant now) {
            this.connection = connection;
            this.now = now;
        }

        Reading enter(Supplier<Reading> agents) throws SQLException {
            // Two exporters that read the same agents must not both charge the same difference.
            execute("lock table phase3.agent_counter in share row exclusive mode");
            firstReading = firstReading();
            Reading reading = agents.get();
            for (Life life : reading.lives()) {
                enter(life);
            }
            return reading;
        }

        private Instant firstReading() throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into phase3.setting (name, value) values (?, ?) on conflict (name) do nothing")) {
                insert.setString(1, FIRST_READING);
                insert.setString(2, now.toString());
                insert.executeUpdate();
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select value from phase3.setting where name = ?")) {
                select.setString(1, FIRST_READING);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return Instant.parse(row.getString(1));
                }
            }
        }

        private void enter(Life life) throws SQLException {
            Optional<Instant> latest = latestLife(life.instance());
            Instant started = started(life, latest);
            SortedMap<CounterKey, BigDecimal> known = known(life.instance(), started);
            boolean toldOrSeenBefore = life.startedAt().isPresent() || latest.isPresent();
            boolean fromNothing = !known.isEmpty() || (toldOrSeenBefore && started.isAfter(firstReading));
            for (Map.Entry<CounterKey, BigDecimal> counter : life.values().entrySet()) {
                BigDecimal value = counter.getValue();
                BigDecimal before = known.getOrDefault(counter.getKey(), fromNothing ? BigDecimal.ZERO : value);
                if (!known.containsKey(counter.getKey()) || value.compareTo(before) > 0) {
                    keep(life.instance(), started, counter.getKey(), value);
                    charge(counter.getKey(), value.subtract(before));
                }
            }
        }

        /** Without JVM metrics a life is the same for as long as none of its counters falls. */
        private Instant started(Life life, Optional<Instant> latest) throws SQLException {
            if (life.startedAt().isPresent()) {
                return life.startedAt().get();
            }
            if (latest.isPresent() && !hasFallen(life, known(life.instance(), latest.get()))) {
                return latest.get();
            }
            return now;
        }

        private static boolean hasFallen(Life life, SortedMap<CounterKey, BigDecimal> known) {
            return known.entrySet().stream()
                    .anyMatch(counter -> life.values()
                                    .getOrDefault(counter.getKey(), BigDecimal.ZERO)
                                    .compareTo(counter.getValue())
                            < 0);
        }

        private Optional<Instant> latestLife(String instance) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(LATEST_LIFE)) {
                select.setString(1, instance);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
                }
            }
        }

        private SortedMap<CounterKey, BigDecimal> known(String instance, Instant started) throws SQLException {
            SortedMap<CounterKey, BigDecimal> known = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
                select.setString(1, instance);
                select.setTimestamp(2, Timestamp.from(started));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        known.put(
                                new CounterKey(row.getString(1), row.getString(2), row.getString(3)),
                                row.getBigDecimal(4));
                    }
                }
            }
            return known;
        }

        private void keep(String instance, Instant started, CounterKey key, BigDecimal value) throws SQLException {
            try (PreparedStatement upsert = connection.prepareStatement(KEEP)) {
                upsert.setString(1, instance);
                upsert.setTimestamp(2, Timestamp.from(started));
                upsert.setString(3, key.metric());
                upsert.setString(4, key.feature());
                upsert.setString(5, key.api());
                upsert.setBigDecimal(6, value);
                upsert.executeUpdate();
            }
        }

        private void charge(CounterKey key, BigDecimal amount) throws SQLException {
            if (!key.metric().equals(CounterKey.API_COST) || amount.signum() <= 0) {
                return;
            }
            try (PreparedStatement upsert = connection.prepareStatement(CHARGE)) {
                upsert.setString(1, key.feature());
                upsert.setString(2, key.api());
                upsert.setBigDecimal(3, amount);
                upsert.executeUpdate();
            }
        }

        private void execute(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.execute();
            }
        }
    }
}

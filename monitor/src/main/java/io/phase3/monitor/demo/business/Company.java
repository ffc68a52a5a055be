package io.phase3.monitor.demo.business;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A property service that has been using all four features for 90 days and is doing well, written into the schema {@code
 * phase3}.
 *
 * <p>Its figures lie where METRICS.md's targets are, most of them a little better. Nobody in it exists: users, leads and agents
 * are random numbers.
 */
public final class Company {
    static final int DAYS = 90;

    static final String REALTIME = "realtime_intelligence";
    static final String PROPERTY = "property_intelligence";
    static final String CHURN = "churn_prevention";
    static final String COACHING = "ai_coaching";

    private Company() {}

    /**
     * Adds it to tables that are empty.
     *
     * @param now the last moment that anything has happened before
     * @param seed the same seed and moment give the same rows
     */
    public static void write(Connection connection, Instant now, long seed) throws SQLException, IOException {
        Past past = new Past(now, new Random(seed));
        List<Rows> tables = new ArrayList<>();
        tables.addAll(Audience.rows(past));
        tables.addAll(Retention.rows(past));
        tables.addAll(Coaching.rows(past));
        tables.addAll(Costs.rows(past));
        tables.addAll(Experiments.rows(past));
        for (Rows rows : tables) {
            rows.copyInto(connection);
        }
    }
}

package io.phase3.proof;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseSettings;
import io.phase3.monitor.demo.business.Company;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The company of the demo, to which half a day happens each second, and whatever else is ordered in SQL. */
final class LivingCompany implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = 1;

    /** The demo has one experiment with a winner and one that does harm: this company is well. */
    private static final String ONE_SOUND_EXPERIMENT = """
            delete from phase3.experiment_guardrail where experiment <> 'call-script';
            delete from phase3.experiment_exposure where experiment <> 'call-script';
            delete from phase3.experiment_conversion where experiment <> 'call-script';
            delete from phase3.experiment_assignment where experiment <> 'call-script';
            delete from phase3.experiment_variant where experiment <> 'call-script';
            delete from phase3.experiment where name <> 'call-script';
            """;

    private static final String SPENDS = """
            insert into phase3.infrastructure_cost (day, component, feature, amount)
            select phase3.ledger_today(), component, feature, 0.5 * dollars
            from (values ('railway', 'realtime_intelligence', 9.2), ('railway', 'property_intelligence', 4.6),
                         ('railway', 'churn_prevention', 1.9), ('railway', 'ai_coaching', 2.8),
                         ('vercel', 'shared', 6.5), ('postgres', 'shared', 11)) c (component, feature, dollars)
            on conflict (day, component, feature) do update set amount = infrastructure_cost.amount + excluded.amount;
            """;

    private static final String KEEPS_LEADS = """
            insert into phase3.churn_intervention (id, lead, started_at, outcome, decided_at, saved_value)
            select gen_random_uuid(), gen_random_uuid(), now(), outcome, now(), saved
            from (values ('retained', 9000), ('retained', 9000), ('churned', 0)) d (outcome, saved);
            """;

    private static final String EXPERIMENTS = """
            with subject as (
                insert into phase3.experiment_assignment (experiment, subject, variant, assigned_variant)
                select 'call-script', gen_random_uuid(), variant, variant
                from phase3.experiment_variant where experiment = 'call-script'
                returning experiment, subject, variant)
            insert into phase3.experiment_exposure (experiment, subject, variant)
            select experiment, subject, variant from subject;
            """;

    private final Connection connection;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "company"));
    private ScheduledFuture<?> life;
    private volatile boolean keepsLeads = true;

    private LivingCompany(Connection connection) {
        this.connection = connection;
    }

    /** Makes the schema and fills it; time does not pass yet. */
    static LivingCompany found(String url, String user) throws Exception {
        DatabaseSettings settings = new DatabaseSettings(url, user, Optional.empty(), true, 2, Duration.ofSeconds(10));
        try (Database database = Database.open(settings)) {
            database.migrate();
            database.write(LIMIT, connection -> {
                try {
                    Company.write(connection, Instant.now(), SEED);
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        LivingCompany company = new LivingCompany(DriverManager.getConnection(url, user, ""));
        company.order(ONE_SOUND_EXPERIMENT);
        return company;
    }

    /** From now on time passes. */
    void live() {
        life = clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** Time has stopped by itself if it could not be written down. */
    boolean isAlive() {
        return !life.isDone();
    }

    /** Nobody at risk is helped any more. */
    void stopInterventions() {
        keepsLeads = false;
    }

    /** Has something happen. */
    synchronized void order(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tick() {
        try {
            order(SPENDS + EXPERIMENTS + (keepsLeads ? KEEPS_LEADS : ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL with the exporter's schema, and words to put experiments into it. */
final class TestDatabase implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final RealPostgres postgres;
    private final Database database;

    private TestDatabase(RealPostgres postgres) {
        this.postgres = postgres;
        this.database = open();
    }

    static TestDatabase start() throws IOException, DatabaseException {
        TestDatabase database = new TestDatabase(RealPostgres.start());
        database.database.migrate();
        return database;
    }

    /** A second pool, such as another exporter has. */
    Database open() {
        return postgres.open(5);
    }

    Database database() {
        return database;
    }

    void empty() {
        postgres.empty(
                "experiment",
                "experiment_variant",
                "experiment_assignment",
                "experiment_exposure",
                "experiment_conversion",
                "experiment_guardrail",
                "experiment_guardrail_event",
                "experiment_evaluation",
                "experiment_health",
                "experiment_guardrail_evaluation",
                "experiment_rollback");
    }

    void run(String sql, Object... parameters) {
        postgres.execute(sql, parameters);
    }

    List<String> rows(String sql, Object... parameters) {
        return postgres.rows(sql, parameters);
    }

    String value(String sql, Object... parameters) {
        return postgres.ask(sql, parameters);
    }

    double number(String sql, Object... parameters) {
        return Double.parseDouble(value(sql, parameters));
    }

    /** An experiment with these variants at equal weights, the first of which is the control. */
    void experiment(String name, String... variants) {
        run(
                "insert into phase3.experiment (name, feature, started_at, minimum_lift) values (?, 'ai_coaching', '2026-01-01Z', 0.1)",
                name);
        for (int i = 0; i < variants.length; i++) {
            run("insert into phase3.experiment_variant values (?, ?, ?, 50)", name, variants[i], i == 0);
        }
    }

    /** More subjects of a variant, all exposed on the third of January; the first of them convert on the fourth. */
    void subjects(String experiment, String variant, int exposed, int converted) {
        long before = Long.parseLong(value("select count(*) from phase3.experiment_assignment"));
        run("""
                insert into phase3.experiment_assignment
                select ?, 's' || (? + i), ?, ?, '2026-01-02Z' from generate_series(1, ?) i""", experiment, before, variant, variant, exposed);
        run("""
                insert into phase3.experiment_exposure
                select ?, 's' || (? + i), ?, '2026-01-03Z' from generate_series(1, ?) i""", experiment, before, variant, exposed);
        run("""
                insert into phase3.experiment_conversion
                select ?, 's' || (? + i), '2026-01-04Z' from generate_series(1, ?) i""", experiment, before, converted);
    }

    /** A guardrail's event of so many subjects of a variant, on the fourth of January. */
    void events(String experiment, String guardrail, String variant, int count) {
        run("""
                insert into phase3.experiment_guardrail_event
                select experiment, ?, subject, '2026-01-04Z' from phase3.experiment_assignment
                where experiment = ? and assigned_variant = ? order by subject limit ?""", guardrail, experiment, variant, count);
    }

    @Override
    public void close() throws IOException {
        database.close();
        postgres.close();
    }
}

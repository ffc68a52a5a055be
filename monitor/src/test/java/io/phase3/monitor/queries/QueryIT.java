package io.phase3.monitor.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Exposition;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import io.phase3.monitor.sources.Schedule;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryIT {

    private static RealPostgres postgres;
    private static Database database;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() throws IOException {
        postgres = RealPostgres.start();
        database = postgres.open(10);
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @Nested
    class AValue {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "1::smallint | 1",
                    "2 | 2",
                    "9007199254740992::bigint | 9007199254740992",
                    "12.34 | 12.34",
                    "1.5::real | 1.5",
                    "1.5::double precision | 1.5",
                    "'NaN'::double precision | NaN",
                    "'infinity'::double precision | Infinity",
                    "true | 1",
                    "false | 0",
                    "'2026-11-23 12:00:00.5+01'::timestamptz | 1795431600.5"
                })
        void mayBeANumberATruthOrATime(String sql, double value) throws DatabaseException {
            assertThat(query("select " + sql + " as value").read())
                    .extracting(Measurement::value)
                    .containsExactly(value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "text '7' | text",
                    "date '2026-11-23' | date",
                    "timestamp '2026-11-23 12:00' | timestamp",
                    "interval '1 second' | interval",
                    "7::money | money",
                    "B'1' | bit"
                })
        void mayBeNothingElse(String sql, String type) {
            assertThat(mistake("select " + sql + " as value"))
                    .isEqualTo("the value column value is of type " + type
                            + "; it has to be a number, a boolean or a timestamptz");
        }

        @Test
        void isNoneWhereItIsNull() throws DatabaseException {
            assertThat(query("select null::int as value").read()).isEmpty();
        }
    }

    @Nested
    class ALabel {

        @Test
        void mayBeOfAnyTypeThatHasAText() throws DatabaseException {
            assertThat(query("select 1 as value, 7 as a, date '2026-11-23' as b", "a", "b")
                            .read())
                    .extracting(Measurement::labelValues)
                    .containsExactly(List.of("7", "2026-11-23"));
        }

        @Test
        void thatIsNullLeavesItsRowOutAndIsReportedOnce() throws DatabaseException {
            Query query = query("select * from (values (1, 'x'), (2, null)) as t (value, feature)", "feature");

            query.read();
            assertThat(query.read()).extracting(Measurement::value).containsExactly(1.0);
            assertThat(lines)
                    .containsExactly("[phase3] query q (exporter.conf: 14): rows are left out in which a label is NULL:"
                            + " feature; use coalesce(…) to name what has no value");
        }
    }

    @Nested
    class AMistake {

        @Test
        void isAColumnThatIsMissing() {
            assertThat(mistake("select 1 as score, 'x' as feature"))
                    .isEqualTo("there is no column value for the value; the columns are score, feature");
        }

        @Test
        void isALabelThatIsMissing() {
            assertThat(mistake("select 1 as value", "feature"))
                    .isEqualTo("there is no column feature for the label; the columns are value");
        }

        @Test
        void isAColumnThatIsThereTwice() {
            assertThat(mistake("select 1 as value, 2 as value"))
                    .isEqualTo("there are several columns value; name each differently, with as");
        }

        @Test
        void isTwoRowsWithTheSameLabels() {
            assertThat(mistake("select 1 as value, 'jane' as feature from generate_series(1, 2)", "feature"))
                    .isEqualTo("several rows have the same feature; group by feature");
        }

        @Test
        void isASecondRowWhereThereAreNoLabels() {
            assertThat(mistake("select 1 as value from generate_series(1, 2)"))
                    .isEqualTo("several rows, and no label to tell them apart; name labels, or select one row");
        }

        @Test
        void isMoreRowsThanAMetricHasSeries() throws DatabaseException {
            assertThat(query("select 1 as value, n from generate_series(1, 10000) n", "n")
                            .read())
                    .hasSize(10_000);
            assertThat(mistake("select 1 as value, n from generate_series(1, 10001) n", "n"))
                    .isEqualTo("more than 10000 rows; group by labels with few values, never by an id or a person");
        }

        @Test
        void isSeveralStatements() {
            assertThat(mistake("commit; create table escaped (); select 1 as value"))
                    .isEqualTo("sql has 3 statements; a query is one select");
        }

        @Test
        void isNotASemicolonAtTheEnd() throws DatabaseException {
            assertThat(query("select 1 as value; -- done").read()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"set transaction read write", "commit"})
        void isAStatementWithoutRows(String sql) {
            assertThat(mistake(sql)).isEqualTo("sql gives no rows; a query is one select");
        }

        @Test
        void isWriting() {
            postgres.execute("create sequence counted");
            assertThat(mistake("select nextval('counted') as value"))
                    .isEqualTo(
                            "SQL state 25006: cannot execute nextval() in a read-only transaction; a query may only read");
        }

        @Test
        void isATableThatIsMissing() {
            assertThat(mistake("select 1 as value from nowhere"))
                    .startsWith("SQL state 42P01: relation \"nowhere\" does not exist; ");
        }
    }

    @Nested
    class ASlowQuery {

        @Test
        void orALockedTableDelaysNeitherAnotherQueryNorTheScrape() throws SQLException {
            postgres.execute("create table locked (value int)");
            Exposition exposition = new Exposition(Clock.systemUTC(), lines::add);
            try (Connection locker = postgres.connect();
                    Statement lock = locker.createStatement()) {
                locker.setAutoCommit(false);
                lock.execute("lock table locked in access exclusive mode");
                List<Query> queries = List.of(
                        scheduled("sleeping", "select 1 as value from pg_sleep(600)"),
                        scheduled("waiting", "select value from locked"),
                        scheduled("quick", "select count(*) as value from pg_class"));
                try (Schedule schedule =
                        Schedule.start(queries, exposition, Clock.systemUTC(), new Random(1), lines::add)) {
                    await().until(() -> exposition.registry().getSampleValue("acme_quick") != null
                            && backends("pg_sleep") == 1
                            && backends("from locked") == 1);
                    assertThat(schedule.statuses().get(2).failure()).isEmpty();
                    assertThat(exposition.registry().getSampleValue("acme_sleeping"))
                            .isNull();
                    // Both still run when the scrape has been answered.
                    assertThat(backends("pg_sleep") + backends("from locked")).isEqualTo(2);
                    postgres.execute(
                            "select pg_cancel_backend(pid) from pg_stat_activity where query ~ '^select.*(pg_sleep|from locked)'"
                                    + " and pid <> pg_backend_pid()");
                }
            }
        }

        private Query scheduled(String name, String sql) {
            MetricFamily family = new MetricFamily("acme_" + name, MetricFamily.Type.GAUGE, "Of a test.", List.of());
            Duration hour = Duration.ofHours(1);
            return new Query(
                    new QueryDefinition(name, "exporter.conf: 1", sql, family, "value", hour, hour, hour),
                    database,
                    lines::add);
        }

        private static int backends(String pattern) {
            return Integer.parseInt(postgres.ask(
                    "select count(*) from pg_stat_activity where state = 'active'"
                            + " and application_name = 'phase3-exporter' and query like ?",
                    "%" + pattern + "%"));
        }
    }

    private String mistake(String sql, String... labels) {
        Query query = query(sql, labels);
        DatabaseException mistake = catchThrowableOfType(DatabaseException.class, query::read);
        assertThat(mistake).as("the mistake").isNotNull();
        return mistake.getMessage();
    }

    private Query query(String sql, String... labels) {
        MetricFamily family = new MetricFamily("acme_q", MetricFamily.Type.GAUGE, "Of a test.", List.of(labels));
        Duration minute = Duration.ofMinutes(1);
        return new Query(
                new QueryDefinition("q", "exporter.conf: 14", sql, family, "value", minute, minute, minute),
                database,
                lines::add);
    }
}

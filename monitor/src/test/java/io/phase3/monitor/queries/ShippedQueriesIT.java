package io.phase3.monitor.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries of config/queries.conf over the schema phase3, and config/foreign-tables.sql. */
class ShippedQueriesIT {

    private static final Path CONFIG = Path.of("..", "config");
    private static final List<QueryDefinition> QUERIES = definitions();

    private static RealPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = RealPostgres.start();
        postgres.execute("create role phase3 login");
        for (String name : List.of("empty", "filled", "foreign")) {
            postgres.execute("create database \"" + name + "\" owner phase3");
            try (Database database = open(name)) {
                database.migrate();
            }
        }
        postgres.in("filled").execute(resource("some-of-everything.sql"));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Nested
    class TheList {

        @Test
        void hasExactlyOneQueryForEachMetric() throws IOException {
            assertThat(QUERIES.stream().map(query -> signature(query.family())))
                    .containsExactlyInAnyOrderElementsOf(resource("metrics-of-the-exporter.txt")
                            .lines()
                            .filter(line -> line.startsWith("phase3_"))
                            .toList());
        }

        private static String signature(MetricFamily family) {
            return family.name() + (family.labels().isEmpty() ? "" : "{" + String.join(",", family.labels()) + "}");
        }

        /** Those that are served by code have no query. */
        @Test
        void isThatOfTheDemo() throws IOException {
            List<String> names =
                    new ArrayList<>(List.of("phase3_target", "phase3_exporter_last_success_timestamp_seconds"));
            QUERIES.forEach(query -> names.add(query.family().name()));

            assertThat(resource("/io/phase3/monitor/demo/business-metrics.txt").lines())
                    .containsExactlyInAnyOrderElementsOf(names);
        }

        @Test
        void callsCountersTotalAndNothingElse() {
            assertThat(QUERIES)
                    .allSatisfy(query -> assertThat(query.family().name().endsWith("_total"))
                            .as(query.family().name())
                            .isEqualTo(query.family().type() == MetricFamily.Type.COUNTER));
        }

        @Test
        void explainsEachMetricInASentence() {
            assertThat(QUERIES)
                    .allSatisfy(query -> assertThat(query.family().help()).matches("[A-Z0-9].*\\."));
        }

        @Test
        void keepsValuesLongerThanTheNextTwoRunsTake() {
            assertThat(QUERIES)
                    .allSatisfy(query -> assertThat(query.keep())
                            .isGreaterThan(query.interval().multipliedBy(2).plus(query.timeout())));
        }
    }

    @Nested
    class OverEmptyTables {

        @Test
        void noQueryFailsAndNoRatioIsInvented() throws Exception {
            try (Database database = open("empty")) {
                for (QueryDefinition query : QUERIES) {
                    List<Measurement> values = read(database, query);
                    if (query.family().name().endsWith("_ratio")
                            || query.family().name().endsWith("_timestamp_seconds")) {
                        assertThat(values).as(query.name()).isEmpty();
                    } else {
                        assertThat(values)
                                .as(query.name())
                                .allSatisfy(value -> assertThat(value.value()).isZero());
                    }
                }
            }
        }
    }

    @Nested
    class OverSomeOfEverything {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ledger-revenue | [ai_coaching, credit]=1234.56 [ai_coaching, reversal]=4.56 [vision, credit]=1.0 [vision, reversal]=0.0",
                    "ledger-reconciliation-difference | []=0.1",
                    "ledger-first-entry | []=1.767323045E9",
                    "active-users | [1d]=1.0 [30d]=3.0 [7d]=2.0",
                    "feature-adoption | [abandoned]=0.0 [ai_coaching]=0.333 [vision]=1.0",
                    "nps-score | [vision]=40.0",
                    "nps-responses | [vision]=5.0",
                    "match-satisfaction | []=0.75",
                    "match-satisfaction-responses | []=4.0",
                    "churn-interventions | [churned]=1.0 [pending]=3.0 [retained]=1.0",
                    "churn-at-risk-leads | []=2.0",
                    "churn-saved-value | []=99.5",
                    "churn-model-accuracy | []=0.5",
                    "churn-model-labelled-outcomes | []=2.0",
                    "churn-model-last-trained | []=1.769904E9",
                    "coaching-engagement | []=0.5",
                    "coaching-eligible-agents | []=2.0",
                    "coaching-productivity-gain | []=0.5",
                    "infrastructure-cost | [railway, shared]=12.5",
                    "llm-month-to-date-cost | []=1.25",
                    "experiment-assignments | [fast-replies, control]=1.0 [fast-replies, fast]=2.0",
                    "experiment-exposures | [fast-replies, control]=0.0 [fast-replies, fast]=2.0",
                    "experiment-conversions | [fast-replies, control]=0.0 [fast-replies, fast]=1.0",
                    "experiment-running | [fast-replies]=1.0",
                    "experiment-started | [fast-replies]=1.7723232E9",
                    "experiment-last-evaluated | [fast-replies]=1.7724096E9",
                    "experiment-lift | [fast-replies, fast]=0.06",
                    "experiment-lift-ci-lower | [fast-replies, fast]=0.01",
                    "experiment-lift-ci-upper | [fast-replies, fast]=0.11",
                    "experiment-p-value | [fast-replies, fast]=0.02",
                    "experiment-sequential-p-value | [fast-replies, fast]=0.04",
                    "experiment-srm-p-value | [fast-replies]=0.5",
                    "experiment-required-sample-size | [fast-replies]=31000.0",
                    "experiment-multiple-exposure | [fast-replies]=0.001",
                    "experiment-guardrail-sequential-p-value | [fast-replies, fast, unsubscribed]=0.3",
                    "experiment-guardrail-harmful | [fast-replies, fast, unsubscribed]=0.0",
                    "experiment-rollbacks | [(unknown), failed]=0.0 [(unknown), unknown_experiment]=1.0 [fast-replies, already_rolled_back]=0.0"
                            + " [fast-replies, cool_down]=0.0 [fast-replies, failed]=1.0 [fast-replies, held]=0.0"
                            + " [fast-replies, not_running]=0.0 [fast-replies, rolled_back]=0.0"
                })
        void aQuerySays(String name, String values) throws Exception {
            try (Database database = open("filled")) {
                assertThat(written(read(database, query(name)))).isEqualTo(values);
            }
        }

        @Test
        void theOldestLeadThatWaitsHasWaitedForTwoHours() throws Exception {
            try (Database database = open("filled")) {
                assertThat(read(database, query("churn-unactioned-oldest-age")))
                        .singleElement()
                        .satisfies(age -> assertThat(age.value()).isBetween(7200.0, 10000.0));
            }
        }
    }

    @Nested
    class OverTablesOfOnesOwn {

        @Test
        void theSameMetricsComeFromAnotherSchemaAndAnotherServer() throws Exception {
            postgres.execute("create role phase3_reader login");
            postgres.execute("create database feedback");
            postgres.in("feedback")
                    .execute("create table rating (happy boolean, rated_at timestamptz);"
                            + " insert into rating values (true, now()), (false, now() - interval '60 days');"
                            + " grant select on rating to phase3_reader");
            postgres.in("foreign")
                    .execute(
                            "create schema crm; create table crm.survey (product text, points int, answered_at timestamptz);"
                                    + " insert into crm.survey values ('vision', 10, now() - interval '1 day'), ('vision', 8, now())");

            postgres.in("foreign")
                    .execute(Files.readString(CONFIG.resolve("foreign-tables.sql"))
                            .replace("'feedback.example.com'", "'127.0.0.1'")
                            .replace("port '5432'", "port '" + postgres.port() + "'"));

            try (Database database = open("foreign")) {
                assertThat(written(read(database, query("nps-score")))).isEqualTo("[vision]=50.0");
                assertThat(written(read(database, query("match-satisfaction")))).isEqualTo("[]=1.0");
            }
        }
    }

    private static List<Measurement> read(Database database, QueryDefinition query) throws Exception {
        List<String> lines = new ArrayList<>();
        List<Measurement> values = new Query(query, database, lines::add).read();
        assertThat(lines).isEmpty();
        return values;
    }

    private static String written(List<Measurement> values) {
        return String.join(
                " ",
                values.stream()
                        .map(value -> value.labelValues() + "=" + Math.round(value.value() * 1000) / 1000.0)
                        .sorted()
                        .toList());
    }

    private static QueryDefinition query(String name) {
        return QUERIES.stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<QueryDefinition> definitions() {
        Config queries =
                ConfigFactory.parseFile(CONFIG.resolve("queries.conf").toFile()).getConfig("exporter.queries");
        return queries.root().keySet().stream()
                .map(name -> definition(name, queries.getConfig(name).withFallback(defaults())))
                .toList();
    }

    private static Config defaults() {
        return ConfigFactory.parseString("{ interval = 30s, timeout = 5s, keep = 5m, labels = [] }");
    }

    private static QueryDefinition definition(String name, Config query) {
        MetricFamily family = new MetricFamily(
                query.getString("metric"),
                query.getString("type").equals("counter") ? MetricFamily.Type.COUNTER : MetricFamily.Type.GAUGE,
                query.getString("help"),
                query.getStringList("labels"));
        return new QueryDefinition(
                name,
                "queries.conf",
                query.getString("sql"),
                family,
                query.getString("value"),
                query.getDuration("interval"),
                query.getDuration("timeout"),
                query.getDuration("keep"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ShippedQueriesIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Database open(String database) {
        return Database.open(RealPostgres.settings(postgres.in(database).url(), "phase3", 2));
    }
}

package io.phase3.monitor.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.FreePort;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.RealRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is shipped: the packaged jar, with a real PostgreSQL and a real Redis. */
@Timeout(180)
class ExporterCommandIT {
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    private int databasePort;

    @BeforeEach
    void chooseAPort() throws IOException {
        databasePort = FreePort.find();
    }

    @Nested
    class WithoutADatabase {
        @Test
        void itStartsWaitsAndWorksWhenItComes() throws Exception {
            configure("");
            try (ForkedExporter exporter =
                    ForkedExporter.start(directory, "--config", "exporter.conf", "--port", "0")) {
                await().untilAsserted(() -> assertThat(exporter.stderr())
                        .contains("[phase3] schema: SQL state 08001: Connection to 127.0.0.1:" + databasePort));
                assertThat(exporter.get("/-/healthy")).isEqualTo("healthy\n");
                assertThat(exporter.get("/metrics")).contains("phase3_target{name=\"nps_score\",} 50.0");
                assertThat(exporter.get("/")).contains("nps-score ").contains("waits for the schema");
                assertThat(exporter.stderr().lines())
                        .as("one line for the database, however many queries there are")
                        .hasSize(1);

                try (RealPostgres postgres = RealPostgres.start(databasePort)) {
                    answer(postgres, 10);
                    await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(exporter.get("/metrics"))
                                    .contains("phase3_nps_score{feature=\"ai_coaching\",} 100.0"));
                    assertThat(exporter.stderr()).contains("[phase3] schema: works again");
                    assertThat(exporter.get("/")).doesNotContain("waits for the schema");

                    assertThat(exporter.terminate()).isEqualTo(TERMINATED);
                }
            }
        }
    }

    @Nested
    class WithRedis {
        @Test
        void itsHealthIsServed() throws Exception {
            try (RealRedis redis = RealRedis.away()) {
                configure("redis { enabled = true, uri = \"redis://127.0.0.1:" + redis.port() + "\" }");
                redis.start();
                try (ForkedExporter exporter =
                        ForkedExporter.start(directory, "--config", "exporter.conf", "--port", "0")) {
                    await().untilAsserted(
                                    () -> assertThat(exporter.get("/metrics")).contains("phase3_redis_up 1.0"));
                    assertThat(exporter.get("/")).contains("Redis at 127.0.0.1:" + redis.port() + " answers");
                }
            }
        }
    }

    @Nested
    class WithAWrongConfiguration {
        @Test
        void itDoesNotStartAndTellsEverything() throws Exception {
            configure("http.port = many\n  database.password = sesame");

            ForkedExporter.Ended ended = ForkedExporter.run(directory, "--config", "exporter.conf");

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.stdout()).isEmpty();
            assertThat(ended.stderr())
                    .contains("[phase3] exporter.conf: 3: http.port: must be a number, not 'many'")
                    .contains("[phase3] exporter.conf: 4: database.password: a secret must not stand here")
                    .contains("[phase3] not started: the configuration is wrong")
                    .doesNotContain("sesame");
        }

        @Test
        void ofOneQueryTheOthersGoOn() throws Exception {
            configure("queries.nps-score.value = \"\"");

            ForkedExporter.Ended checked = ForkedExporter.run(directory, "--config", "exporter.conf", "--check");
            assertThat(checked.status()).isEqualTo(1);
            assertThat(checked.stdout()).isEqualTo("The configuration is wrong: problems: 1.\n");

            try (ForkedExporter exporter =
                    ForkedExporter.start(directory, "--config", "exporter.conf", "--port", "0")) {
                assertThat(exporter.stderr())
                        .contains("query 'nps-score': value: must not be empty; this query is left out");
                assertThat(exporter.get("/"))
                        .contains("Queries that are left out\n  exporter.conf: 3: query 'nps-score'");
            }
        }
    }

    @Nested
    class Checking {
        @Test
        void aRightConfigurationIsDone() throws Exception {
            configure("");

            ForkedExporter.Ended ended = ForkedExporter.run(directory, "--config", "exporter.conf", "--check");

            assertThat(ended.status()).isZero();
            assertThat(ended.stdout()).matches("The configuration is right: \\d+ queries\\.\n");
            assertThat(ended.stderr()).isEmpty();
        }
    }

    @Nested
    class Once {
        @Test
        void writesTheMetricsOfEverySource() throws Exception {
            configure("queries.one { metric = acme_one, help = One., sql = \"select 1 as value\" }");
            try (RealPostgres postgres = RealPostgres.start(databasePort)) {
                ForkedExporter.Ended ended = ForkedExporter.run(directory, "--config", "exporter.conf", "--once");

                assertThat(ended.stderr()).isEmpty();
                assertThat(ended.status()).isZero();
                assertThat(ended.stdout()).contains("# HELP acme_one One.").contains("acme_one 1.0\n");
                assertThat(tables(postgres)).as("migrated by the packaged jar").isNotEqualTo("0");
            }
        }

        @Test
        void failsIfASourceDoes() throws Exception {
            configure("queries.one { metric = acme_one, help = One., sql = \"select missing as value\" }");
            try (RealPostgres postgres = RealPostgres.start(databasePort)) {
                ForkedExporter.Ended ended = ForkedExporter.run(directory, "--config", "exporter.conf", "--once");

                assertThat(tables(postgres)).isNotEqualTo("0");
                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.stderr())
                        .contains("query one (exporter.conf: 3)")
                        .contains("42703");
                assertThat(ended.stdout()).contains("phase3_target");
            }
        }

        @Test
        void doesNotTryEveryQueryWithoutADatabase() throws Exception {
            configure("");

            ForkedExporter.Ended ended = ForkedExporter.run(directory, "--config", "exporter.conf", "--once");

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.stderr().lines()).hasSize(1);
        }
    }

    @Nested
    class ATakenPort {
        @Test
        void isSaidAndEndsIt() throws Exception {
            configure("");
            try (ServerSocket taken = new ServerSocket(0)) {
                ForkedExporter.Ended ended = ForkedExporter.run(
                        directory, "--config", "exporter.conf", "--port", Integer.toString(taken.getLocalPort()));

                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.stderr())
                        .contains("phase3 exporter: cannot listen on port " + taken.getLocalPort() + " of 127.0.0.1")
                        .endsWith("; --port PORT takes another one, --port 0 any\n");
            }
        }
    }

    private void configure(String more) throws IOException {
        Files.writeString(directory.resolve("exporter.conf"), """
                exporter {
                  database { url = "%s", user = postgres }
                  %s
                }
                """.formatted(RealPostgres.url(databasePort), more));
    }

    /** As soon as the exporter has made the table. */
    private static void answer(RealPostgres postgres, int score) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> postgres.execute(
                        "insert into phase3.nps_response (feature, score, responded_at) values ('ai_coaching', ?, now())",
                        score));
    }

    private static String tables(RealPostgres postgres) {
        return postgres.ask("select count(*) from information_schema.tables where table_schema = 'phase3'");
    }
}

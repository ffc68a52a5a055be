package io.phase3.monitor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.FreePort;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static RealPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = RealPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Nested
    class AnOutage {

        @Test
        void atTheStartIsOverWhenPostgresIsThere() throws Exception {
            int port = FreePort.find();
            try (Database database = Database.open(settings(RealPostgres.url(port)))) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .startsWith("SQL state 08001: Connection to 127.0.0.1:" + port + " refused.")
                        .endsWith("; is PostgreSQL running there, and reachable?");

                try (RealPostgres late = RealPostgres.start(port)) {
                    await().until(() -> late.port() == port && answers(database));
                }
            }
        }

        @Test
        void laterOnIsOverWhenPostgresIsThereAgain(@TempDir Path data) throws Exception {
            int port = FreePort.find();
            try (Database database = Database.open(settings(RealPostgres.url(port)))) {
                try (RealPostgres first = RealPostgres.start(port, data)) {
                    await().until(() -> first.port() == port && answers(database));
                }
                await().untilAsserted(
                                () -> assertThat(failure(() -> ask(database)).getMessage())
                                        .startsWith("SQL state 08001: Connection to 127.0.0.1:" + port + " refused."));

                try (RealPostgres second = RealPostgres.start(port, data)) {
                    await().until(() -> second.port() == port && answers(database));
                }
            }
        }

        @Test
        void ofAllThatWaitSaysEachTheReason() throws Exception {
            int waiting = 8;
            ExecutorService threads = Executors.newFixedThreadPool(waiting);
            try (Database database = Database.open(settings(RealPostgres.url(FreePort.find())))) {
                List<Future<DatabaseException>> failures =
                        threads.invokeAll(Collections.nCopies(waiting, () -> failure(() -> ask(database))));
                for (Future<DatabaseException> failure : failures) {
                    assertThat(failure.get().getMessage()).contains(" refused");
                }
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void ofOneConnectionThatAnAdministratorEndedIsOneFailure() throws Exception {
            try (Database database = Database.open(settings(postgres.url()))) {
                DatabaseException failure = failure(() -> database.read(LIMIT, connection -> {
                    postgres.execute("select pg_terminate_backend(?)", number(connection, "select pg_backend_pid()"));
                    return number(connection, "select 1");
                }));
                assertThat(failure.state()).isIn("57P01", "08006");
                assertThat(ask(database)).isEqualTo(1);
            }
        }

        @Test
        void isAServerThatNeverAnswers() throws IOException {
            try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                    Database database = Database.open(settings(RealPostgres.url(mute.getLocalPort())))) {
                await().untilAsserted(
                                () -> assertThat(failure(() -> ask(database)).getMessage())
                                        .matches(
                                                "SQL state 08001: (no answer in time|Connection attempt timed out); is PostgreSQL running there, and reachable\\?"));
            }
        }
    }

    @Nested
    class AMessage {

        @Test
        void ofAWrongPasswordSaysSo() throws Exception {
            try (Database database = openAsCareful(Optional.of(Secret.of("wrong")))) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .isEqualTo(
                                "SQL state 28P01: password authentication failed for user \"careful\"; check database.user"
                                        + " and its password");
            }
        }

        @Test
        void ofAMissingPasswordSaysSo() throws Exception {
            try (Database database = openAsCareful(Optional.empty())) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .startsWith("SQL state 08004: The server requested")
                        .endsWith("; is the password set, and may the exporter's host and user connect?");
            }
        }

        @Test
        void ofAPasswordThatIsMendedIsTheLast() throws Exception {
            try (Database database = openAsCareful(Optional.of(Secret.of("later")))) {
                failure(() -> ask(database));
                postgres.execute("alter role careful password 'later'");
                await().until(() -> answers(database));
            }
        }

        /** The embedded server trusts everybody, but for this role. */
        private static Database openAsCareful(Optional<Secret> password) {
            postgres.execute("drop role if exists careful");
            postgres.execute("create role careful login password 'right'");
            postgres.execute(
                    "do $$ begin execute format('copy (select unnest(array[''host all careful all scram-sha-256'',"
                            + " ''local all all trust'', ''host all all all trust''])) to %L', current_setting('hba_file')); end $$");
            postgres.execute("select pg_reload_conf()");
            return Database.open(new DatabaseSettings(postgres.url(), "careful", password, true, 2, CONNECT));
        }

        @Test
        void ofAWrongDatabaseSaysSo() {
            try (Database database =
                    Database.open(settings(postgres.in("nowhere").url()))) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .isEqualTo("SQL state 3D000: database \"nowhere\" does not exist; create the database, or mend"
                                + " database.url");
            }
        }

        @Test
        void ofAnUnknownHostSaysSo() {
            try (Database database = Database.open(settings("jdbc:postgresql://nowhere.invalid/postgres"))) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .isEqualTo(
                                "SQL state 08001: the host of database.url is unknown; is PostgreSQL running there, and"
                                        + " reachable?");
            }
        }

        @Test
        void ofAMissingSchemaSaysSo() {
            try (Database database = Database.open(settings(postgres.url()))) {
                assertThat(failure(() -> read(database, "select 1 from phase3.metric_nps"))
                                .getMessage())
                        .isEqualTo(
                                "SQL state 42P01: relation \"phase3.metric_nps\" does not exist; is the schema phase3 there"
                                        + " (database.migrate), or the table's name misspelt?");
            }
        }

        @Test
        void ofWorkThatIsTooSlowSaysSo() {
            try (Database database = Database.open(settings(postgres.url()))) {
                assertThat(failure(() -> database.read(
                                        Duration.ofMillis(50),
                                        connection -> number(connection, "select 1 from pg_sleep(60)")))
                                .getMessage())
                        .isEqualTo(
                                "SQL state 57014: canceling statement due to statement timeout; it took longer than its"
                                        + " timeout, or somebody cancelled it");
            }
        }

        @Test
        void ofATransactionThatTriesToWriteSaysSo() {
            try (Database database = Database.open(settings(postgres.url()))) {
                assertThat(failure(() -> read(database, "create table forbidden ()"))
                                .getMessage())
                        .startsWith("SQL state 25006: cannot execute CREATE TABLE in a read-only transaction");
            }
        }

        @Test
        void quotesNoValueOfARow() {
            try (Database database = Database.open(settings(postgres.url()))) {
                assertThat(failure(() -> read(database, "select 'jane@acme.com'::text::int"))
                                .getMessage())
                        .isEqualTo("SQL state 22P02: invalid input syntax for type integer: \"…\"");
            }
        }

        @Test
        void ofTooManyConnectionsSaysSo() throws Exception {
            postgres.execute("drop role if exists crowd");
            postgres.execute("create role crowd login connection limit 0");
            try (Database database =
                    Database.open(new DatabaseSettings(postgres.url(), "crowd", Optional.empty(), true, 2, CONNECT))) {
                assertThat(failure(() -> ask(database)).getMessage())
                        .isEqualTo(
                                "SQL state 53300: too many connections for role \"crowd\"; lower database.max-connections,"
                                        + " or raise PostgreSQL's max_connections");
            }
        }

        @Test
        void ofAPoolThatIsExhaustedSaysSo() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CountDownLatch busy = new CountDownLatch(2);
            CountDownLatch done = new CountDownLatch(1);
            try (Database database = Database.open(new DatabaseSettings(
                    postgres.url(), "postgres", Optional.empty(), true, 2, Duration.ofMillis(300)))) {
                Callable<Integer> occupy = () -> database.read(Duration.ofMinutes(1), connection -> {
                    busy.countDown();
                    awaitUninterrupted(done);
                    return 1;
                });
                List<Future<Integer>> occupants = List.of(threads.submit(occupy), threads.submit(occupy));
                busy.await();

                assertThat(failure(() -> ask(database)).getMessage())
                        .isEqualTo("all 2 connections were busy, and none became free within 300 ms; raise"
                                + " database.max-connections, or ask slow queries less often");
                done.countDown();
                for (Future<Integer> occupant : occupants) {
                    assertThat(occupant.get()).isEqualTo(1);
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    class TheSchema {

        private String url;

        @BeforeEach
        void createDatabase() {
            postgres.execute("drop database if exists migrated");
            postgres.execute("create database migrated");
            url = postgres.in("migrated").url();
        }

        @Test
        void isMadeOnceBySeveralExportersThatStartTogether() throws Exception {
            int exporters = 3;
            ExecutorService threads = Executors.newFixedThreadPool(exporters);
            try {
                for (Future<Object> migration : threads.invokeAll(Collections.nCopies(exporters, this::migrate))) {
                    assertThat(migration.get()).isNull();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private Object migrate() throws DatabaseException {
            try (Database database = Database.open(settings(url))) {
                database.migrate();
                return null;
            }
        }

        @Test
        void ofANewerVersionIsRefused() throws Exception {
            migrate();
            try (Database database = Database.open(settings(url))) {
                database.write(
                        LIMIT,
                        connection -> connection
                                .createStatement()
                                .executeUpdate(
                                        "insert into phase3.flyway_schema_history (installed_rank, version, description,"
                                                + " type, script, checksum, installed_by, execution_time, success) values (1000,"
                                                + " '1000', 'later', 'SQL', 'V1000__later.sql', 0, 'somebody', 0, true)"));
                assertThat(failure(database::migrate).getMessage())
                        .matches("the schema phase3 has version 1000, and this exporter knows versions up to \\d+;"
                                + " start an exporter that is as new as the one that made it");
            }
        }

        @Test
        void isNotMadeByAUserWhoMayNot() throws Exception {
            postgres.execute("drop role if exists reader");
            postgres.execute("create role reader login");
            try (Database database =
                    Database.open(new DatabaseSettings(url, "reader", Optional.empty(), true, 2, CONNECT))) {
                assertThat(failure(database::migrate).getMessage())
                        .isEqualTo(
                                "the schema phase3 cannot be made, or brought up to date: SQL state 42501: permission denied"
                                        + " for database migrated; grant the exporter's user what it needs");
            }
        }

        @Test
        void isNotTouchedIfTheSettingsSaySo() throws Exception {
            try (Database database =
                    Database.open(new DatabaseSettings(url, "postgres", Optional.empty(), false, 2, CONNECT))) {
                database.migrate();
                assertThat(read(database, "select count(*) from pg_namespace where nspname = 'phase3'"))
                        .isZero();
            }
        }
    }

    private static DatabaseException failure(ThrowingCallable work) {
        DatabaseException failure = catchThrowableOfType(DatabaseException.class, work);
        assertThat(failure).as("the failure").isNotNull();
        return failure;
    }

    private static boolean answers(Database database) {
        try {
            return ask(database) == 1;
        } catch (DatabaseException e) {
            return false;
        }
    }

    private static int ask(Database database) throws DatabaseException {
        return read(database, "select 1");
    }

    private static int read(Database database, String sql) throws DatabaseException {
        return database.read(LIMIT, connection -> number(connection, sql));
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, "postgres", Optional.empty(), true, 2, CONNECT);
    }
}

package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.database.DatabaseException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExperimentFunctionsIT {
    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException, DatabaseException {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void runningExperiment() {
        database.empty();
        database.experiment("e", "old", "new");
    }

    private static String variantFor(String subject) {
        return database.value("select phase3.experiment_variant_for('e', ?)", subject);
    }

    private static void rollBack() throws DatabaseException {
        new Rollback(database.database(), Duration.ZERO, Clock.systemUTC())
                .request(new RollbackRequest("e", "ana", "worse", false));
    }

    private static void restart() {
        database.run("update phase3.experiment set status = 'running', started_at = now(), stopped_at = null");
        database.run("update phase3.experiment_assignment set variant = assigned_variant");
    }

    @Nested
    class TheVariantOfASubject {
        @Test
        void staysWhatItWas() {
            String first = variantFor("s");

            assertThat(List.of(variantFor("s"), variantFor("s"))).containsOnly(first);
            assertThat(database.rows("select variant = assigned_variant from phase3.experiment_assignment"))
                    .containsExactly("t");
        }

        @Test
        void isChosenByTheWeights() {
            database.run("update phase3.experiment_variant set weight = 10 where variant = 'new'");
            database.run("select phase3.experiment_variant_for('e', 's' || i) from generate_series(1, 6000) i");

            // 1,000 expected, with a standard deviation of 29; the hash always gives the same ones.
            assertThat(database.number("select count(*) from phase3.experiment_assignment where variant = 'new'"))
                    .isCloseTo(1_000, Offset.offset(100.0));
        }

        @Test
        void isTheControlForEverybodyAfterARollback() throws DatabaseException {
            database.run("select phase3.experiment_variant_for('e', 's' || i) from generate_series(1, 100) i");
            rollBack();

            assertThat(
                            database.rows(
                                    "select distinct phase3.experiment_variant_for('e', 's' || i) from generate_series(1, 200) i"))
                    .containsExactly("old");
            assertThat(database.number("select count(*) from phase3.experiment_assignment"))
                    .as("who comes later takes no part")
                    .isEqualTo(100);
        }

        @Test
        void isNullForAnExperimentThatDoesNotExist() {
            assertThat(database.value("select phase3.experiment_variant_for('nothing', 's')"))
                    .isEqualTo("null");
        }
    }

    @Nested
    class DuringARollback {
        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final String LOCK_NEW =
                "update phase3.experiment_assignment set variant = variant where variant = 'new'";

        @BeforeEach
        void assigned() throws DatabaseException {
            database.run("select phase3.experiment_variant_for('e', 's' || i) from generate_series(1, 10) i");
            assertThat(variants("variant")).containsExactly("new", "old");
        }

        @Test
        void newcomersGetTheControlWithoutWaitingForItsEnd() throws Exception {
            CompletableFuture<Void> rollback = database.database().write(TestDatabase.LIMIT, connection -> {
                execute(connection, LOCK_NEW);
                CompletableFuture<Void> begun = CompletableFuture.runAsync(DuringARollback::rollBackElsewhere);
                awaitDecision();
                assertNewcomersGetTheControl();
                assertThat(begun).isNotDone();
                return begun;
            });

            rollback.join();
            assertThat(variants("variant")).containsExactly("old");
        }

        @Test
        void whoIsBeingAssignedKeepsItFromNothingAndGetsTheControlToo() throws Exception {
            CompletableFuture<Void> rollback = database.database().write(TestDatabase.LIMIT, connection -> {
                execute(
                        connection,
                        "select phase3.experiment_variant_for('e', 'late' || i) from generate_series(1, 10) i");
                CompletableFuture<Void> begun = CompletableFuture.runAsync(DuringARollback::rollBackElsewhere);
                awaitDecision();
                assertNewcomersGetTheControl();
                await().atMost(PATIENCE).until(() -> variants("variant").equals(List.of("old")));
                return begun;
            });

            rollback.join();
            assertThat(database.number("select count(*) from phase3.experiment_assignment"))
                    .isEqualTo(20);
            assertThat(variants("assigned_variant")).containsExactly("new", "old");
            assertThat(variants("variant")).containsExactly("old");
        }

        private static void rollBackElsewhere() {
            try {
                rollBack();
            } catch (DatabaseException e) {
                throw new CompletionException(e);
            }
        }

        private static void awaitDecision() {
            await().atMost(PATIENCE)
                    .until(() -> database.value("select status from phase3.experiment")
                            .equals("rolled_back"));
        }

        /** Of these ten, some would get the new one. */
        private static void assertNewcomersGetTheControl() throws DatabaseException {
            assertThat(
                            database.rows(
                                    "select distinct phase3.experiment_variant_for('e', 'newcomer' || i) from generate_series(1, 10) i"))
                    .containsExactly("old");
            assertThat(database.rows("select 1 from phase3.experiment_assignment where subject like 'newcomer%'"))
                    .isEmpty();
        }

        private static List<String> variants(String column) throws DatabaseException {
            return database.rows("select distinct " + column + " from phase3.experiment_assignment order by 1");
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.execute();
            }
        }
    }

    @Nested
    class AnExposureAndWhatFollows {
        @BeforeEach
        void assigned() {
            database.run("insert into phase3.experiment_assignment values ('e', 's', 'new', 'new')");
            database.run("insert into phase3.experiment_guardrail values ('e', 'complaint', 'increase')");
        }

        @Test
        void countsOnceHoweverOftenItIsRecorded() {
            follow();
            String first = database.value("select exposed_at from phase3.experiment_exposure");
            follow();

            assertThat(counts()).isEqualTo("1 1 1");
            assertThat(events()).isEqualTo("1");
            assertThat(database.value("select exposed_at from phase3.experiment_exposure"))
                    .isEqualTo(first);
        }

        @Test
        void withoutAnExposureNothingIsRecorded() {
            database.run("select phase3.experiment_converted('e', 's')");
            database.run("select phase3.experiment_guardrail_hit('e', 'complaint', 's')");

            assertThat(counts()).isEqualTo("1 0 0");
            assertThat(database.rows("select * from phase3.experiment_conversion"))
                    .isEmpty();
            assertThat(database.rows("select * from phase3.experiment_guardrail_event"))
                    .isEmpty();
        }

        @Test
        void countsAgainInTheNextRun() throws DatabaseException {
            follow();
            rollBack();
            restart();

            assertThat(counts()).isEqualTo("1 0 0");
            follow();
            assertThat(counts()).isEqualTo("1 1 1");
            assertThat(events()).isEqualTo("1");
        }

        private static void follow() {
            database.run("select phase3.experiment_exposed_to('e', 's', 'new')");
            database.run("select phase3.experiment_converted('e', 's')");
            database.run("select phase3.experiment_guardrail_hit('e', 'complaint', 's')");
        }

        private static String counts() {
            return database.value(
                    "select assignments, exposures, conversions from phase3.metric_experiment_counts where variant = 'new'");
        }

        private static String events() {
            return database.value("""
                    select count(*) from phase3.experiment_guardrail_event g join phase3.experiment_exposed e using (experiment, subject)
                    where g.happened_at >= e.exposed_at""");
        }
    }
}

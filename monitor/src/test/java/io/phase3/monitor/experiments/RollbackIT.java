package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.experiments.RollbackResult.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RollbackIT {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
    private static final Duration COOL_DOWN = Duration.ofDays(1);

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
        database.subjects("e", "old", 30, 0);
        database.subjects("e", "new", 20, 0);
    }

    private static Rollback rollback(Database pool, Instant now) {
        return new Rollback(pool, COOL_DOWN, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static RollbackResult automatic(Instant now) throws DatabaseException {
        return rollback(database.database(), now).request(new RollbackRequest("e", "alertmanager", "worse", true));
    }

    private static RollbackResult byHand(Instant now) throws DatabaseException {
        return rollback(database.database(), now).request(new RollbackRequest("e", "ana", "I say so", false));
    }

    private static void restart(String at) {
        database.run(
                "update phase3.experiment set status = 'running', started_at = ?::timestamptz, stopped_at = null", at);
        database.run("update phase3.experiment_assignment set variant = assigned_variant");
    }

    private static List<String> variants() {
        return database.rows("""
                select variant, assigned_variant, count(*) from phase3.experiment_assignment
                group by variant, assigned_variant order by assigned_variant""");
    }

    private static List<String> audit() {
        return database.rows("select requested_by, outcome, subjects from phase3.experiment_rollback order by id");
    }

    @Nested
    class WhenItIsMade {
        @Test
        void everybodyGetsTheControlAndWhatTheyHadIsKept() throws DatabaseException {
            RollbackResult result = automatic(NOW);

            assertThat(result)
                    .isEqualTo(new RollbackResult(
                            Outcome.ROLLED_BACK,
                            20,
                            "is rolled back: everybody gets 'old', for 20 of its subjects a change"));
            assertThat(variants()).containsExactly("old new 20", "old old 30");
            assertThat(database.value("select status from phase3.experiment")).isEqualTo("rolled_back");
            assertThat(audit()).containsExactly("alertmanager rolled_back 20");
        }

        @Test
        void itsTimeIsTheDatabasesAsTheTimesOfExposuresAre() throws DatabaseException {
            String before = database.value("select clock_timestamp()");

            automatic(NOW);

            assertThat(database.value(
                            "select stopped_at between ?::timestamptz and clock_timestamp() from phase3.experiment",
                            before))
                    .isEqualTo("t");
        }

        @Test
        void asksForTheSecondTimeChangeNothing() throws DatabaseException {
            automatic(NOW);
            String stoppedAt = database.value("select stopped_at from phase3.experiment");

            assertThat(automatic(NOW.plusSeconds(60)).outcome()).isEqualTo(Outcome.ALREADY_ROLLED_BACK);
            assertThat(byHand(NOW.plusSeconds(120)).isDone()).isTrue();
            assertThat(database.value("select stopped_at from phase3.experiment"))
                    .isEqualTo(stoppedAt);
            assertThat(audit())
                    .containsExactly(
                            "alertmanager rolled_back 20",
                            "alertmanager already_rolled_back 0",
                            "ana already_rolled_back 0");
        }

        @Test
        void ofManyAtOnceExactlyOneMakesIt() {
            List<CompletableFuture<RollbackResult>> requests = new ArrayList<>();
            try (Database other = database.open()) {
                for (Database pool : List.of(database.database(), other, database.database(), other)) {
                    requests.add(CompletableFuture.supplyAsync(() -> {
                        try {
                            return rollback(pool, NOW).request(new RollbackRequest("e", "many", "at once", true));
                        } catch (DatabaseException e) {
                            throw new CompletionException(e);
                        }
                    }));
                }
                assertThat(requests.stream().map(CompletableFuture::join).map(RollbackResult::outcome))
                        .containsExactlyInAnyOrder(
                                Outcome.ROLLED_BACK,
                                Outcome.ALREADY_ROLLED_BACK,
                                Outcome.ALREADY_ROLLED_BACK,
                                Outcome.ALREADY_ROLLED_BACK);
            }
            assertThat(database.number("select sum(subjects) from phase3.experiment_rollback"))
                    .isEqualTo(20);
        }

        @Test
        void otherExperimentsAreLeftAlone() throws DatabaseException {
            database.experiment("other", "old", "new");
            database.run("insert into phase3.experiment_assignment values ('other', 's1', 'new', 'new')");

            automatic(NOW);

            assertThat(database.value("select variant from phase3.experiment_assignment where experiment = 'other'"))
                    .isEqualTo("new");
        }
    }

    @Nested
    class WhenItIsCutOff {
        @BeforeEach
        void afterTheFirstStep() throws DatabaseException {
            database.run("update phase3.experiment set status = 'rolled_back', stopped_at = now()");
            database.run("""
                    insert into phase3.experiment_rollback
                        (experiment, requested_at, requested_by, reason, outcome, subjects)
                    values ('e', '2026-01-09Z', 'ana', '', 'rolled_back', 0), ('e', '2026-01-10Z', 'bea', '', 'rolled_back', 5)""");
            database.run(
                    "update phase3.experiment_assignment set variant = 'old' where subject in ('s31', 's32', 's33', 's34', 's35')");
        }

        @Test
        void whoAsksAgainFinishesItAndTheRollbackCountsAllOfThem() throws DatabaseException {
            assertThat(automatic(NOW))
                    .isEqualTo(RollbackResult.without(Outcome.ALREADY_ROLLED_BACK, "was rolled back before"));

            assertThat(variants()).containsExactly("old new 20", "old old 30");
            assertThat(audit())
                    .containsExactly("ana rolled_back 0", "bea rolled_back 20", "alertmanager already_rolled_back 0");
        }

        @Test
        void theNextEvaluationFinishesItWithoutAnybodyAsking() throws DatabaseException {
            Rollback rollback = rollback(database.database(), NOW);
            ExperimentSettings settings = new ExperimentSettings(Duration.ofMinutes(1), COOL_DOWN, Optional.empty());

            new Evaluation(database.database(), settings, rollback, Clock.systemUTC(), line -> {}).read();

            assertThat(variants()).containsExactly("old new 20", "old old 30");
        }

        @Test
        void itTakesAsManyStepsAsItNeeds() throws DatabaseException {
            assertThat(new Flip(database.database(), 4).complete("e")).isEqualTo(20);

            assertThat(variants()).containsExactly("old new 20", "old old 30");
            assertThat(audit()).containsExactly("ana rolled_back 0", "bea rolled_back 20");
        }

        @Test
        void nobodyIsFlippedAfterARestart() throws DatabaseException {
            restart("2026-01-10 13:00Z");

            new Flip(database.database(), 4).complete("e");

            assertThat(variants()).containsExactly("new new 20", "old old 30");
        }
    }

    @Nested
    class WhenItIsRefused {
        @Test
        void aHoldStopsAlertsButNoPerson() throws DatabaseException {
            database.run("update phase3.experiment set held_by = 'bea', held_reason = 'sale week'");

            assertThat(automatic(NOW)).isEqualTo(RollbackResult.without(Outcome.HELD, "is held by bea: sale week"));
            assertThat(variants()).containsExactly("new new 20", "old old 30");
            assertThat(byHand(NOW).outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(audit()).containsExactly("alertmanager held 0", "ana rolled_back 20");
        }

        @Test
        void afterARestartNoneIsMadeAutomaticallyForAWhile() throws DatabaseException {
            automatic(NOW);
            restart("2026-01-10 13:00Z");

            RollbackResult tooEarly = automatic(NOW.plus(COOL_DOWN).minusMillis(1));
            assertThat(tooEarly)
                    .isEqualTo(RollbackResult.without(
                            Outcome.COOL_DOWN,
                            "was rolled back at 2026-01-10T12:00:00Z and restarted: no automatic rollback before"
                                    + " 2026-01-11T12:00:00Z"));
            assertThat(automatic(NOW.plus(COOL_DOWN)).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }

        @Test
        void aPersonNeedNotWait() throws DatabaseException {
            byHand(NOW);
            restart("2026-01-10 13:00Z");

            assertThat(byHand(NOW.plusSeconds(60)).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }

        @Test
        void theCoolDownOfAnotherExperimentIsNotThisOnes() throws DatabaseException {
            database.run("update phase3.experiment_rollback set experiment = 'other'");
            database.run("""
                    insert into phase3.experiment_rollback (experiment, requested_at, requested_by, reason, outcome)
                    values ('other', '2026-01-10 11:00Z', 'ana', '', 'rolled_back'), ('e', '2026-01-10 11:00Z', 'ana', '', 'held')""");

            assertThat(automatic(NOW).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }

        @Test
        void whatIsStoppedStaysAsItIs() throws DatabaseException {
            database.run("update phase3.experiment set status = 'stopped'");

            assertThat(byHand(NOW))
                    .isEqualTo(RollbackResult.without(Outcome.NOT_RUNNING, "is not running: its status is stopped"));
            assertThat(variants()).containsExactly("new new 20", "old old 30");
        }

        @Test
        void anUnknownExperimentIsRecorded() throws DatabaseException {
            RollbackResult result = rollback(database.database(), NOW)
                    .request(new RollbackRequest("nothing\0\n", "alertmanager", "x".repeat(600), true));

            assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN_EXPERIMENT);
            assertThat(database.rows("select experiment, length(reason), outcome from phase3.experiment_rollback"))
                    .containsExactly("nothing   500 unknown_experiment");
        }
    }

    @Nested
    class WhenItFails {
        @Test
        void withoutAControlNothingChanges() throws DatabaseException {
            database.run("update phase3.experiment_variant set control = false");

            assertThat(automatic(NOW).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(database.value("select status from phase3.experiment")).isEqualTo("running");
            assertThat(audit()).containsExactly("alertmanager failed 0");
        }

        @Test
        void afterItsDecisionTheNextRequestGivesTheControlToThoseWhoAreLeft() throws DatabaseException {
            database.run("alter table phase3.experiment_assignment rename to elsewhere");
            try {
                assertThatThrownBy(() -> automatic(NOW)).isInstanceOf(DatabaseException.class);
                assertThat(database.value("select status from phase3.experiment"))
                        .isEqualTo("rolled_back");
            } finally {
                database.run("alter table phase3.elsewhere rename to experiment_assignment");
            }
            assertThat(audit()).containsExactly("alertmanager rolled_back 0");

            assertThat(automatic(NOW).isDone()).isTrue();
            assertThat(variants()).containsExactly("old new 20", "old old 30");
            assertThat(audit()).containsExactly("alertmanager rolled_back 20", "alertmanager already_rolled_back 0");
        }

        @Test
        void theDatabasesFailureIsRecordedOnceWhenItIsBack() throws DatabaseException {
            Rollback rollback = rollback(database.database(), NOW);
            Evaluation evaluation = new Evaluation(
                    database.database(),
                    new ExperimentSettings(Duration.ofMinutes(1), COOL_DOWN, Optional.empty()),
                    rollback,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    line -> {});
            database.run("alter table phase3.experiment rename to elsewhere");
            try {
                assertThatThrownBy(() -> rollback.request(new RollbackRequest("e", "alertmanager", "worse", true)))
                        .isInstanceOf(DatabaseException.class);
            } finally {
                database.run("alter table phase3.elsewhere rename to experiment");
            }
            assertThat(audit()).isEmpty();
            assertThat(database.value("select status from phase3.experiment")).isEqualTo("running");

            evaluation.read();
            evaluation.read();

            assertThat(
                            database.rows(
                                    "select experiment, requested_by, outcome, requested_at = '2026-01-10 12:00Z', detail from phase3.experiment_rollback"))
                    .singleElement()
                    .asString()
                    .startsWith("e alertmanager failed t SQL state 42P01:");
        }

        @Test
        void aFailureIsKeptForAsLongAsItCannotBeRecorded() throws DatabaseException {
            Rollback rollback = rollback(database.database(), NOW);
            database.run("alter table phase3.experiment_rollback rename to elsewhere");
            try {
                assertThatThrownBy(() -> rollback.request(new RollbackRequest("e", "alertmanager", "worse", true)))
                        .isInstanceOf(DatabaseException.class);
                assertThatThrownBy(rollback::recordFailed).isInstanceOf(DatabaseException.class);
            } finally {
                database.run("alter table phase3.elsewhere rename to experiment_rollback");
            }

            rollback.recordFailed();

            assertThat(audit()).containsExactly("alertmanager failed 0");
            assertThat(variants()).as("without an audit row no rollback").containsExactly("new new 20", "old old 30");
        }
    }
}

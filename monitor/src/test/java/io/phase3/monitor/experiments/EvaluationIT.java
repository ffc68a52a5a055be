package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.statistics.Interval;
import io.phase3.monitor.statistics.Proportion;
import io.phase3.monitor.statistics.SampleRatio;
import io.phase3.monitor.statistics.SampleSize;
import io.phase3.monitor.statistics.SequentialTest;
import io.phase3.monitor.statistics.TwoProportionTest;
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

class EvaluationIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
    private static final String P = "select sequential_p_value from phase3.experiment_evaluation where experiment = ?";
    private static final double ROUNDING = 1e-12;

    private static TestDatabase database;

    private final List<String> messages = new ArrayList<>();
    private final Evaluation evaluation = evaluation(database.database());

    @BeforeAll
    static void start() throws IOException, DatabaseException {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
    }

    private Evaluation evaluation(Database pool) {
        ExperimentSettings settings =
                new ExperimentSettings(Duration.ofMinutes(1), Duration.ofDays(1), Optional.empty());
        return new Evaluation(pool, settings, new Rollback(pool, Duration.ofDays(1), CLOCK), CLOCK, messages::add);
    }

    private static Experiment seen() throws DatabaseException {
        return database.database()
                .read(TestDatabase.LIMIT, connection -> ExperimentTables.find(connection, "e"))
                .orElseThrow();
    }

    @Nested
    class OfOneTreatment {
        @Test
        void writesWhatTheStatisticsSayOfTheRawRows() throws DatabaseException {
            database.experiment("e", "old", "new");
            database.subjects("e", "old", 4_000, 400);
            database.subjects("e", "new", 4_100, 500);

            evaluation.read();

            Proportion old = recounted("old");
            Proportion changed = recounted("new");
            assertThat(old).isEqualTo(new Proportion(400, 4_000));
            assertThat(changed).isEqualTo(new Proportion(500, 4_100));
            SequentialTest test = new SequentialTest(0.05, 0.1);
            Interval interval = test.lift(old, changed);
            assertThat(result("lift")).isCloseTo(500 / 4_100.0 / (400 / 4_000.0) - 1, within(ROUNDING));
            assertThat(result("lift_ci_lower")).isCloseTo(interval.lower(), within(ROUNDING));
            assertThat(result("lift_ci_upper")).isCloseTo(interval.upper(), within(ROUNDING));
            assertThat(result("p_value")).isCloseTo(TwoProportionTest.pValue(old, changed), within(ROUNDING));
            assertThat(result("sequential_p_value")).isCloseTo(test.pValue(old, changed), within(ROUNDING));
            assertThat(health("srm_p_value"))
                    .isCloseTo(
                            SampleRatio.mismatchPValue(new long[] {4_000, 4_100}, new double[] {1, 1}),
                            within(ROUNDING));
            assertThat(health("required_sample_size")).isEqualTo((double) SampleSize.perVariant(0.1, 0.1, 0.05, 0.8));
            assertThat(health("multiple_exposure_ratio")).isZero();
            assertThat(messages).isEmpty();
        }

        @Test
        void knowsNothingOnTooLittleData() throws DatabaseException {
            database.experiment("e", "old", "new");
            database.run("insert into phase3.experiment_guardrail values ('e', 'complaint', 'increase')");
            database.subjects("e", "old", 3, 1);
            database.subjects("e", "new", 3, 1);

            evaluation.read();

            assertThat(
                            database.rows(
                                    "select lift, lift_ci_lower, lift_ci_upper, p_value, sequential_p_value from phase3.experiment_evaluation"))
                    .containsExactly("null null null null null");
            assertThat(database.rows("select srm_p_value, required_sample_size from phase3.experiment_health"))
                    .containsExactly("null null");
            assertThat(database.rows("select sequential_p_value, harmful from phase3.experiment_guardrail_evaluation"))
                    .containsExactly("null f");
        }

        @Test
        void knowsNoRatioWithoutAnyExposure() throws DatabaseException {
            database.experiment("e", "old", "new");

            evaluation.read();

            assertThat(database.rows("select multiple_exposure_ratio from phase3.experiment_health"))
                    .containsExactly("null");
        }

        @Test
        void saysOnceThatAControlWithoutConversionsHasNoLift() throws DatabaseException {
            database.experiment("e", "old", "new");
            database.subjects("e", "old", 1_000, 0);
            database.subjects("e", "new", 1_000, 200);

            evaluation.read();
            evaluation.read();

            assertThat(
                            database.rows(
                                    "select lift, lift_ci_upper, lift_ci_lower > 0, sequential_p_value < 0.05 from phase3.experiment_evaluation"))
                    .containsExactly("null null t t");
            assertThat(messages)
                    .containsExactly(
                            "experiment 'e' has conversions, but none in its control 'old': there is no lift to"
                                    + " compute; is the control exposed, and are its conversions recorded?");
        }

        private Proportion recounted(String variant) {
            return new Proportion((long) database.number("""
                            select count(*) from phase3.experiment_exposure x join phase3.experiment_conversion c using (subject)
                            where variant = ? and converted_at >= exposed_at""", variant), (long)
                    database.number("select count(*) from phase3.experiment_exposure where variant = ?", variant));
        }

        private double result(String column) {
            return database.number("select " + column + " from phase3.experiment_evaluation where experiment = 'e'");
        }

        private double health(String column) {
            return database.number("select " + column + " from phase3.experiment_health where experiment = 'e'");
        }
    }

    @Nested
    class OfWhoCounts {
        @BeforeEach
        void experiment() {
            database.experiment("e", "old", "new");
            database.subjects("e", "old", 1, 0);
            database.subjects("e", "new", 1, 0);
        }

        @Test
        void aConversionBeforeTheExposureIsNone() {
            database.run("insert into phase3.experiment_conversion values ('e', 's2', '2026-01-02Z')");

            assertThat(counts()).containsExactly("new 1 1 0", "old 1 1 0");
        }

        @Test
        void aConversionWithoutAnExposureIsNone() {
            database.run("insert into phase3.experiment_assignment values ('e', 's3', 'new', 'new')");
            database.run("insert into phase3.experiment_conversion values ('e', 's3')");

            assertThat(counts()).containsExactly("new 2 1 0", "old 1 1 0");
        }

        @Test
        void whoSawBothVariantsCountsOnceAsAssigned() throws DatabaseException {
            database.run("insert into phase3.experiment_exposure values ('e', 's2', 'old', '2026-01-05Z')");
            database.run("insert into phase3.experiment_conversion values ('e', 's2', '2026-01-06Z')");

            evaluation.read();

            assertThat(counts()).containsExactly("new 1 1 1", "old 1 1 0");
            assertThat(database.number("select multiple_exposure_ratio from phase3.experiment_health"))
                    .isEqualTo(0.5);
        }

        @Test
        void whoSawOnlyTheOtherVariantCountsAsAssigned() {
            database.run("update phase3.experiment_exposure set variant = 'old' where subject = 's2'");

            assertThat(counts()).containsExactly("new 1 1 0", "old 1 1 0");
        }

        @Test
        void whatHappensAfterTheEndIsNotOfTheExperiment() throws DatabaseException {
            database.run("insert into phase3.experiment_assignment values ('e', 's3', 'new', 'new')");
            new Rollback(database.database(), Duration.ZERO, CLOCK)
                    .request(new RollbackRequest("e", "ana", "worse", false));
            database.run("insert into phase3.experiment_exposure values ('e', 's2', 'old', clock_timestamp())");
            database.run("insert into phase3.experiment_exposure values ('e', 's3', 'old', clock_timestamp())");
            database.run("insert into phase3.experiment_conversion values ('e', 's2', clock_timestamp())");

            assertThat(seen().variants())
                    .containsExactly(new Variant("old", true, 50, 1, 1, 0), new Variant("new", false, 50, 2, 1, 0));
            assertThat(seen().multipleExposureRatio()).isZero();
        }

        @Test
        void whatHasBeenCountedStaysCountedWhenItIsStoppedInHindsight() throws DatabaseException {
            database.run("insert into phase3.experiment_conversion values ('e', 's2', '2026-01-06Z')");
            List<String> before = counts();

            database.run("update phase3.experiment set status = 'stopped', stopped_at = '2026-01-02 12:00Z'");

            assertThat(before).containsExactly("new 1 1 1", "old 1 1 0");
            assertThat(counts()).isEqualTo(before);
            assertThat(seen().variants()).extracting(Variant::exposed).containsExactly(0L, 0L);
        }

        private List<String> counts() {
            return database.rows("""
                    select variant, assignments, exposures, conversions from phase3.metric_experiment_counts
                    where experiment = 'e' order by variant""");
        }
    }

    @Nested
    class OfTheSequentialPValue {
        @BeforeEach
        void differenceHasShown() throws DatabaseException {
            database.experiment("e", "old", "new");
            database.subjects("e", "old", 2_000, 200);
            database.subjects("e", "new", 2_000, 300);
            evaluation.read();
        }

        @Test
        void itNeverRises() throws DatabaseException {
            double before = database.number(P, "e");
            database.subjects("e", "new", 2_000, 100);

            evaluation.read();

            assertThat(before).isLessThan(0.01);
            assertThat(database.number(P, "e")).isEqualTo(before);
            assertThat(database.number("select p_value from phase3.experiment_evaluation"))
                    .isEqualTo(1, within(ROUNDING));
        }

        @Test
        void itFallsWithMoreOfTheSame() throws DatabaseException {
            double before = database.number(P, "e");
            database.subjects("e", "old", 2_000, 200);
            database.subjects("e", "new", 2_000, 300);

            evaluation.read();

            assertThat(database.number(P, "e")).isLessThan(before);
        }

        @Test
        void itBeginsAnewWithTheNextRun() throws DatabaseException {
            database.run("update phase3.experiment set started_at = '2026-01-05Z'");

            evaluation.read();
            assertThat(database.value(P, "e")).isEqualTo("null");

            database.run("update phase3.experiment_exposure set exposed_at = '2026-01-06Z'");
            database.run(
                    "update phase3.experiment_conversion set converted_at = '2026-01-07Z' where subject <= 's2400'");
            evaluation.read();
            assertThat(database.number(P, "e")).isBetween(1e-30, 1.0);
        }

        @Test
        void aLookAtARunThatHasEndedMeanwhileIsForgotten() throws DatabaseException {
            Experiment seen = seen();
            database.run("update phase3.experiment set started_at = '2026-01-05Z'");
            evaluation.read();

            database.database().write(TestDatabase.LIMIT, connection -> {
                ResultTables.write(connection, Evaluated.of(seen), CLOCK.instant());
                return null;
            });

            assertThat(database.value(P, "e")).isEqualTo("null");
        }

        @Test
        void twoExportersKeepTheSmallestOne() {
            double before = database.number(P, "e");
            database.subjects("e", "new", 2_000, 100);
            try (Database other = database.open()) {
                List<CompletableFuture<Void>> exporters = new ArrayList<>();
                for (Database pool : List.of(database.database(), other)) {
                    exporters.add(CompletableFuture.runAsync(() -> readOften(evaluation(pool))));
                }
                exporters.forEach(CompletableFuture::join);
            }

            assertThat(database.number(P, "e")).isEqualTo(before);
            assertThat(database.rows("select count(*) from phase3.experiment_evaluation"))
                    .containsExactly("1");
        }

        private void readOften(Evaluation exporter) {
            try {
                for (int i = 0; i < 10; i++) {
                    exporter.read();
                }
            } catch (DatabaseException e) {
                throw new CompletionException(e);
            }
        }
    }

    @Nested
    class OfWhatIsServed {
        @BeforeEach
        void evaluated() throws DatabaseException {
            database.experiment("e", "old", "new", "newer");
            database.run("insert into phase3.experiment_guardrail values ('e', 'complaint', 'increase')");
            database.run("insert into phase3.experiment_guardrail values ('e', 'error_seen', 'increase')");
            database.subjects("e", "old", 1_000, 100);
            database.subjects("e", "new", 1_000, 150);
            evaluation.read();
            assertThat(results()).containsExactly("new", "newer");
            assertThat(guardrails())
                    .containsExactly("new complaint", "new error_seen", "newer complaint", "newer error_seen");
        }

        @Test
        void nothingIsOfTheRunBeforeARestart() throws DatabaseException {
            database.run("update phase3.experiment set started_at = '2026-01-11Z'");

            assertThat(results()).isEmpty();
            assertThat(guardrails()).isEmpty();
            assertThat(
                            database.rows(
                                    "select last_evaluated_seconds is null, srm_p_value, multiple_exposure_ratio from phase3.metric_experiment_health"))
                    .containsExactly("f null null");
        }

        @Test
        void nothingIsOfAGuardrailThatWasRemoved() throws DatabaseException {
            database.run("delete from phase3.experiment_guardrail where guardrail = 'complaint'");

            assertThat(guardrails()).containsExactly("new error_seen", "newer error_seen");
            assertThat(shown().guardrails())
                    .extracting(Results.GuardrailResult::guardrail)
                    .containsOnly("error_seen");
        }

        @Test
        void nothingIsOfATreatmentThatWasRemoved() throws DatabaseException {
            database.run("delete from phase3.experiment_variant where variant = 'newer'");

            assertThat(results()).containsExactly("new");
            assertThat(guardrails()).containsExactly("new complaint", "new error_seen");
            assertThat(shown().treatments())
                    .extracting(Results.Treatment::variant)
                    .containsExactly("new");
        }

        private List<String> results() throws DatabaseException {
            return database.rows("select variant from phase3.metric_experiment_results order by variant");
        }

        private List<String> guardrails() throws DatabaseException {
            return database.rows(
                    "select variant, guardrail from phase3.metric_experiment_guardrails order by variant, guardrail");
        }

        private Results shown() throws DatabaseException {
            return database.database()
                    .read(TestDatabase.LIMIT, connection -> ExperimentReport.read(connection, "e"))
                    .orElseThrow()
                    .results();
        }
    }

    @Nested
    class OfSeveralTreatments {
        @Test
        void eachIsTestedAtItsShareOfAlpha() throws DatabaseException {
            database.experiment("e", "old", "blue", "red");
            database.subjects("e", "old", 2_000, 200);
            database.subjects("e", "blue", 2_000, 255);
            database.subjects("e", "red", 2_000, 200);

            evaluation.read();

            SequentialTest test = new SequentialTest(0.025, 0.1);
            Proportion old = new Proportion(200, 2_000);
            Proportion blue = new Proportion(255, 2_000);
            assertThat(database.number(P + " and variant = 'blue'", "e"))
                    .isCloseTo(2 * test.pValue(old, blue), within(ROUNDING));
            assertThat(database.number("select lift_ci_lower from phase3.experiment_evaluation where variant = 'blue'"))
                    .isCloseTo(test.lift(old, blue).lower(), within(ROUNDING));
            assertThat(database.number(P + " and variant = 'red'", "e")).isEqualTo(1);
            assertThat(database.number("select required_sample_size from phase3.experiment_health"))
                    .isEqualTo((double) SampleSize.perVariant(0.1, 0.1, 0.025, 0.8));
        }
    }

    @Nested
    class OfExperimentsThatCannotBeEvaluated {
        @Test
        void eachIsExplainedOnceAndTheOthersAreEvaluated() throws DatabaseException {
            database.experiment("alone", "old");
            database.experiment("empty");
            database.experiment("headless", "old", "new");
            database.run("update phase3.experiment_variant set control = false where experiment = 'headless'");
            database.experiment("weightless", "old", "new");
            database.run(
                    "update phase3.experiment_variant set weight = 'NaN' where experiment = 'weightless' and control");
            database.experiment("aimless", "old", "new");
            database.run("update phase3.experiment set minimum_lift = 'Infinity' where name = 'aimless'");
            database.experiment("sound", "old", "new");

            evaluation.read();
            evaluation.read();

            assertThat(messages)
                    .containsExactly(
                            "experiment 'aimless' has the minimum_lift Infinity: 0.05 would be five per cent",
                            "experiment 'alone' has the variant 'old' only: a control and a treatment are needed in"
                                    + " experiment_variant",
                            "experiment 'empty' has no variants: a control and a treatment are needed in"
                                    + " experiment_variant",
                            "experiment 'headless' has no control: set experiment_variant.control for one of 'new', 'old'",
                            "experiment 'weightless' has the weight NaN for 'old': 50 for each of two variants is a half"
                                    + " for each");
            assertThat(database.rows("select experiment from phase3.experiment_health"))
                    .containsExactly("sound");
        }

        @Test
        void isSaidAgainWhenItIsMendedAndBreaksAgain() throws DatabaseException {
            database.experiment("e", "old", "new");
            for (boolean control : new boolean[] {false, true, false}) {
                database.run("update phase3.experiment_variant set control = ? where variant = 'old'", control);
                evaluation.read();
            }

            assertThat(messages).hasSize(2);
        }

        @Test
        void endedOnesAreLeftAlone() throws DatabaseException {
            database.experiment("e", "old", "new");
            database.run("update phase3.experiment set status = 'stopped'");

            evaluation.read();

            assertThat(database.rows("select * from phase3.experiment_health")).isEmpty();
        }

        @Test
        void aFailingDatabaseIsTheSourcesFailure() {
            database.experiment("e", "old", "new");
            database.run("alter table phase3.experiment_health rename to elsewhere");
            try {
                assertThatThrownBy(evaluation::read)
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("42P01");
                assertThat(database.rows("select * from phase3.experiment_evaluation"))
                        .as("all in one transaction")
                        .isEmpty();
            } finally {
                database.run("alter table phase3.elsewhere rename to experiment_health");
            }
        }
    }
}

package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.Phase3;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class ExperimentCommandIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);

    private static TestDatabase database;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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

    private int phase3(String... arguments) {
        return phase3(Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true)), "", arguments);
    }

    private int answering(String answer, String... arguments) {
        Terminal watched =
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), true, Ansi.OFF, Symbols.UNICODE);
        return phase3(watched, answer, arguments);
    }

    private static int phase3(Terminal terminal, String in, String... arguments) {
        ConfiguredDatabase configured = file -> {
            if (file.isPresent()) {
                throw new CommandFailure("there is no file " + file.get());
            }
            return database.open();
        };
        Surroundings surroundings =
                new Surroundings(terminal, new BufferedReader(new StringReader(in)), configured, CLOCK, "ana");
        return Phase3.commandLine(terminal, List.of(ExperimentCommand.commandLine(surroundings)))
                .execute(arguments);
    }

    private static void evaluate() throws DatabaseException {
        ExperimentSettings settings =
                new ExperimentSettings(Duration.ofMinutes(1), Duration.ofDays(1), Optional.empty());
        Rollback rollback = new Rollback(database.database(), settings.coolDown(), CLOCK);
        new Evaluation(database.database(), settings, rollback, CLOCK, line -> {}).read();
    }

    private static List<String> audit() {
        return database.rows("select requested_by, reason, outcome from phase3.experiment_rollback order by id");
    }

    @Nested
    class ListOf {
        @Test
        void allExperimentsShowsTheLatestFirst() {
            database.experiment("photo-order", "old", "new");
            database.experiment("a-name-that-is-longer-than-its-column", "old", "new");
            database.run(
                    "update phase3.experiment set started_at = '2026-01-05Z', held_by = 'bea' where name like 'a-%'");
            database.run("update phase3.experiment set status = 'rolled_back' where name = 'photo-order'");

            assertThat(phase3("experiment", "list")).isZero();

            assertThat(out).hasToString("""
                            experiment                   feature                  status       started
                            -------------------------------------------------------------------------------
                            a-name-that-is-longer-tha... ai_coaching              running      2026-01-05 H
                            photo-order                  ai_coaching              rolled back  2026-01-01
                            H: held, no automatic rollback
                            """);
        }

        @Test
        void noExperimentsSaysSo() {
            assertThat(phase3("experiment", "list")).isZero();

            assertThat(out).hasToString("There are no experiments.\n");
        }

        @Test
        void experimentsIsJsonForPrograms() {
            database.experiment("e", "old", "new");

            assertThat(phase3("experiment", "list", "--json")).isZero();

            assertThat(out)
                    .hasToString("[{\"experiment\":\"e\",\"feature\":\"ai_coaching\",\"status\":\"running\","
                            + "\"startedAt\":\"2026-01-01T00:00:00Z\",\"held\":false}]\n");
        }
    }

    @Nested
    class Show {
        @BeforeEach
        void experiment() {
            database.experiment("photo-order", "old", "new");
            database.run("insert into phase3.experiment_guardrail values ('photo-order', 'complaint', 'increase')");
        }

        @Test
        void tellsAllThereIsInEightyColumns() throws DatabaseException {
            database.run(
                    "update phase3.experiment set held_by = 'bea', held_reason = 'sale week', held_at = '2026-01-02Z'");
            database.subjects("photo-order", "old", 4_000, 400);
            database.subjects("photo-order", "new", 4_050, 567);
            database.events("photo-order", "complaint", "old", 60);
            database.events("photo-order", "complaint", "new", 63);
            evaluate();

            assertThat(phase3("experiment", "show", "photo-order")).isZero();

            assertThat(out).hasToString("""
                            experiment      photo-order (ai_coaching)
                            status          running, started 2026-01-01 00:00 UTC
                            held            by bea, 2026-01-02 00:00 UTC: sale week
                            evaluated       2026-01-10 12:00 UTC

                            variant                    assigned       exposed     converted            rate
                            -------------------------------------------------------------------------------
                            old (control)                 4,000         4,000           400          10.00%
                            new                           4,050         4,050           567          14.00%

                            against the control        lift      from        to   p, one look     p, decide
                            -------------------------------------------------------------------------------
                            new                      +40.0%    +15.2%    +70.5%      < 0.0001      < 0.0001

                            guardrail             variant                   rate   control        p, decide
                            -------------------------------------------------------------------------------
                            complaint             new                      1.56%     1.50%           1.0000

                            sample ratio    p 0.5773
                            exposed twice   0.00% of the exposed saw several variants
                            one look needs  14,751 exposed subjects of each variant; the fewest are 4,000

                            Ship 'new': it is better than the control.
                            """);
            assertThat(out.toString().lines()).allMatch(line -> line.length() < 80);
        }

        @Test
        void warnsOfWhatIsHarmful() throws DatabaseException {
            database.subjects("photo-order", "old", 2_000, 200);
            database.subjects("photo-order", "new", 2_000, 300);
            database.events("photo-order", "complaint", "old", 60);
            database.events("photo-order", "complaint", "new", 180);
            evaluate();

            assertThat(phase3("experiment", "show", "photo-order")).isZero();

            assertThat(out.toString())
                    .contains("complaint             new                      9.00%     3.00% harmful < 0.0001\n")
                    .endsWith("Roll it back: 'new' harms the guardrail 'complaint'.\n");
        }

        @Test
        void saysWhatIsNotKnown() {
            assertThat(phase3("experiment", "show", "photo-order")).isZero();

            assertThat(out).hasToString("""
                            experiment      photo-order (ai_coaching)
                            status          running, started 2026-01-01 00:00 UTC
                            evaluated       not yet

                            variant                    assigned       exposed     converted            rate
                            -------------------------------------------------------------------------------
                            old (control)                     0             0             0               -
                            new                               0             0             0               -

                            sample ratio    p -
                            exposed twice   - of the exposed saw several variants
                            one look needs  - exposed subjects of each variant; the fewest are 0

                            Not evaluated yet: is an exporter running?
                            """);
        }

        @Test
        void tellsWhoHasRolledItBack() {
            phase3("experiment", "rollback", "photo-order", "--yes", "--reason", "too dear");
            database.run("update phase3.experiment set stopped_at = '2026-01-10 12:00Z'");
            out.getBuffer().setLength(0);

            phase3("experiment", "show", "photo-order");

            assertThat(out.toString())
                    .contains(
                            "status          rolled back, started 2026-01-01 00:00 UTC\nstopped         2026-01-10 12:00 UTC\n")
                    .endsWith("Rolled back by ana (too dear): everybody gets the control.\n");
        }

        @Test
        void isJsonForPrograms() throws DatabaseException {
            database.subjects("photo-order", "old", 5, 1);
            database.subjects("photo-order", "new", 5, 0);
            evaluate();

            assertThat(phase3("experiment", "show", "photo-order", "--json")).isZero();

            assertThat(out)
                    .hasToString(
                            "{\"experiment\":\"photo-order\",\"feature\":\"ai_coaching\",\"status\":\"running\","
                                    + "\"startedAt\":\"2026-01-01T00:00:00Z\",\"stoppedAt\":null,\"heldBy\":null,\"heldReason\":null,"
                                    + "\"evaluatedAt\":\"2026-01-10T12:00:00Z\",\"sampleRatioPValue\":1.0,\"requiredSampleSize\":null,"
                                    + "\"multipleExposureRatio\":0.0,\"variants\":["
                                    + "{\"variant\":\"old\",\"control\":true,\"weight\":50.0,\"assigned\":5,\"exposed\":5,\"converted\":1},"
                                    + "{\"variant\":\"new\",\"control\":false,\"weight\":50.0,\"assigned\":5,\"exposed\":5,\"converted\":0}],"
                                    + "\"treatments\":[{\"variant\":\"new\",\"lift\":null,\"liftLower\":null,\"liftUpper\":null,"
                                    + "\"pValue\":null,\"sequentialPValue\":null}],"
                                    + "\"guardrails\":[{\"guardrail\":\"complaint\",\"variant\":\"new\",\"sequentialPValue\":null,"
                                    + "\"harmful\":false}],"
                                    + "\"advice\":\"go_on\",\"verdict\":\"Go on: there is too little data to say anything.\"}\n");
        }

        @Test
        void guessesWhichExperimentWasMeant() {
            assertThat(phase3("experiment", "show", "foto-order")).isEqualTo(1);

            assertThat(err)
                    .hasToString(
                            "phase3 experiment show: there is no experiment 'foto-order' – did you mean 'photo-order'?\n");
        }
    }

    @Nested
    class RollbackOf {
        @BeforeEach
        void experiment() {
            database.experiment("e", "old", "new");
            database.subjects("e", "new", 20, 0);
        }

        @Test
        void anExperimentIsMadeOnceAndDoneTwice() {
            assertThat(phase3("experiment", "rollback", "e", "--yes", "--reason", "too dear", "--by", "carl"))
                    .isZero();
            assertThat(phase3("experiment", "rollback", "e", "--yes")).isZero();

            assertThat(out).hasToString("""
                            experiment 'e' is rolled back: everybody gets 'old', for 20 of its subjects a change
                            experiment 'e' was rolled back before
                            """);
            assertThat(audit()).containsExactly("carl too dear rolled_back", "ana by hand already_rolled_back");
        }

        @Test
        void anExperimentIsJsonForPrograms() {
            assertThat(phase3("experiment", "rollback", "e", "--yes", "--json")).isZero();

            assertThat(out)
                    .hasToString(
                            "{\"outcome\":\"rolled_back\",\"subjects\":20,\"detail\":\"is rolled back: everybody gets"
                                    + " 'old', for 20 of its subjects a change\",\"experiment\":\"e\"}\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"y\n", "YES\n", " yes \n"})
        void anExperimentIsMadeWhenAPersonSaysYes(String answer) {
            assertThat(answering(answer, "experiment", "rollback", "e")).isZero();

            assertThat(err).hasToString("End 'e' and give everybody the control? [y/N] ");
            assertThat(audit()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "n\n", "yesterday\n"})
        void anExperimentIsNotMadeOtherwise(String answer) {
            assertThat(answering(answer, "experiment", "rollback", "e")).isEqualTo(1);

            assertThat(err.toString()).endsWith("phase3 experiment rollback: nothing has been changed\n");
            assertThat(audit()).isEmpty();
        }

        @Test
        void anExperimentWithoutATerminalNeedsAYesBeforehand() {
            assertThat(phase3("experiment", "rollback", "e")).isEqualTo(2);

            assertThat(err.toString())
                    .startsWith("phase3 experiment rollback: without a terminal to ask on, --yes is needed\n");
            assertThat(audit()).isEmpty();
        }

        @Test
        void aStoppedExperimentIsRefused() {
            database.run("update phase3.experiment set status = 'stopped'");

            assertThat(phase3("experiment", "rollback", "e", "--yes")).isEqualTo(1);

            assertThat(out).hasToString("experiment 'e' is not running: its status is stopped\n");
        }

        @Test
        void anUnknownExperimentIsRefusedAndRecorded() {
            assertThat(phase3("experiment", "rollback", "something-else", "--yes"))
                    .isEqualTo(1);

            assertThat(err)
                    .hasToString("phase3 experiment rollback: there is no experiment 'something-else';"
                            + " 'phase3 experiment list' shows all there are\n");
            assertThat(audit()).containsExactly("ana by hand unknown_experiment");
        }

        @Test
        void anExperimentThatTheDatabaseFailsIsRecordedAllTheSame() {
            database.run("alter table phase3.experiment rename to elsewhere");
            try {
                assertThat(phase3("experiment", "rollback", "e", "--yes")).isEqualTo(1);
            } finally {
                database.run("alter table phase3.elsewhere rename to experiment");
            }

            assertThat(err.toString())
                    .startsWith("phase3 experiment rollback: the database does not do it: SQL state 42P01:");
            assertThat(audit()).containsExactly("ana by hand failed");
        }
    }

    @Nested
    class HoldOf {
        @BeforeEach
        void experiment() {
            database.experiment("e", "old", "new");
        }

        @Test
        void anExperimentLastsUntilItIsReleased() {
            String held = "select held_by, held_reason, held_at = '2026-01-10 12:00Z' from phase3.experiment";

            assertThat(phase3("experiment", "hold", "e", "--reason", "sale week"))
                    .isZero();
            assertThat(database.value(held)).isEqualTo("ana sale week t");
            assertThat(phase3("experiment", "release", "e")).isZero();
            assertThat(database.value(held)).isEqualTo("null null null");

            assertThat(out).hasToString("""
                            experiment 'e' is held by ana: no automatic rollback until it is released
                            experiment 'e' is not held: automatic rollbacks are allowed
                            """);
        }

        @Test
        void anExperimentNeedsAReason() {
            assertThat(phase3("experiment", "hold", "e")).isEqualTo(2);

            assertThat(err.toString()).contains("--reason");
        }

        @Test
        void anUnknownExperimentIsRefused() {
            assertThat(phase3("experiment", "hold", "f", "--reason", "x")).isEqualTo(1);
            assertThat(phase3("experiment", "release", "f")).isEqualTo(1);

            assertThat(err.toString()).contains("there is no experiment 'f' – did you mean 'e'?");
        }
    }

    @Nested
    class EveryCommand {
        @ParameterizedTest
        @ValueSource(strings = {"list", "show", "rollback", "hold", "release"})
        void explainsItselfInEightyColumns(String command) {
            assertThat(phase3("experiment", command, "--help")).isZero();

            assertThat(out.toString()).contains("Usage: phase3 experiment " + command, "--config=FILE", "--json");
            assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        }

        @Test
        void readsTheConfigurationThatIsNamed() {
            assertThat(phase3("experiment", "list", "--config", "my.conf")).isEqualTo(1);

            assertThat(err).hasToString("phase3 experiment list: there is no file my.conf\n");
        }
    }
}

package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.statistics.Proportion;
import io.phase3.monitor.statistics.SequentialTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardrailIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double ROUNDING = 1e-12;

    private static TestDatabase database;

    private final Evaluation evaluation = new Evaluation(
            database.database(),
            new ExperimentSettings(Duration.ofMinutes(1), DAY, Optional.empty()),
            new Rollback(database.database(), DAY, CLOCK),
            CLOCK,
            message -> {});

    @BeforeAll
    static void start() throws IOException, DatabaseException {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void experiment() {
        database.empty();
        database.experiment("e", "old", "new");
        database.run("insert into phase3.experiment_guardrail values ('e', 'complaint', 'increase')");
        database.run("insert into phase3.experiment_guardrail values ('e', 'page_read', 'decrease')");
        database.subjects("e", "old", 2_000, 200);
        database.subjects("e", "new", 2_000, 200);
    }

    @Test
    void moreOfWhatIsBadIsHarmful() throws DatabaseException {
        database.events("e", "complaint", "old", 40);
        database.events("e", "complaint", "new", 120);

        evaluation.read();

        assertThat(harmful("complaint")).isEqualTo("t");
        assertThat(
                        database.number(
                                "select sequential_p_value from phase3.experiment_guardrail_evaluation where guardrail = 'complaint'"))
                .isCloseTo(
                        new SequentialTest(0.05, 0.1).pValue(new Proportion(40, 2_000), new Proportion(120, 2_000)),
                        within(ROUNDING));
    }

    @Test
    void lessOfWhatIsBadIsNot() throws DatabaseException {
        database.events("e", "complaint", "old", 120);
        database.events("e", "complaint", "new", 40);

        evaluation.read();

        assertThat(harmful("complaint")).isEqualTo("f");
    }

    @Test
    void lessOfWhatIsGoodIsHarmful() throws DatabaseException {
        database.events("e", "page_read", "old", 1_000);
        database.events("e", "page_read", "new", 700);

        evaluation.read();

        assertThat(harmful("page_read")).isEqualTo("t");
    }

    @Test
    void whatHappenedBeforeTheExposureDoesNotCount() throws DatabaseException {
        database.events("e", "complaint", "old", 40);
        database.events("e", "complaint", "new", 120);
        database.run("update phase3.experiment_guardrail_event set happened_at = '2026-01-02Z'");

        evaluation.read();

        assertThat(harmful("complaint")).isEqualTo("f");
    }

    private String harmful(String guardrail) {
        return database.value(
                "select harmful from phase3.experiment_guardrail_evaluation where guardrail = ?", guardrail);
    }
}

package io.phase3.monitor.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.agents.CounterKey;
import io.phase3.monitor.agents.Life;
import io.phase3.monitor.agents.Reading;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountersAgainstLedgerIT {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private static RealPostgres postgres;
    private static Database database;

    private final List<String> problems = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private Reading agents = counted("70.00");
    private CountersAgainstLedger comparison;

    @BeforeAll
    static void start() throws Exception {
        postgres = RealPostgres.start();
        database = postgres.open(2);
        database.migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void begin() throws Exception {
        postgres.execute("truncate phase3.ledger_total, phase3.ledger_reconciliation");
        postgres.execute("insert into phase3.ledger_total values ('ai_coaching', 'credit', 7000, 1)");
        comparison = new CountersAgainstLedger(
                () -> agents,
                List.of(arrivals),
                database,
                Duration.ofMinutes(5),
                Clock.systemUTC(),
                problems::add,
                Duration.ZERO);
    }

    @Test
    void hasNothingToCompareAtFirst() throws Exception {
        comparison.read();

        assertThat(postgres.rows("select books from phase3.ledger_reconciliation"))
                .isEmpty();
    }

    @Test
    void findsEqualBooksEqual() throws Exception {
        comparison.read();
        agents = counted("75.25");
        arrivals.next(525);
        comparison.read();

        assertThat(difference()).isEqualTo("0");
        assertThat(problems).isEmpty();
    }

    @Test
    void waitsForWhatIsOnItsWay() throws Exception {
        comparison.read();
        agents = counted("75.25");
        arrivals.next(0, 0, 0, 525);
        comparison.read();

        assertThat(difference()).isEqualTo("0");
    }

    @Test
    void findsWhatNeverArrives() throws Exception {
        comparison.read();
        agents = counted("75.25");
        comparison.read();
        comparison.read();

        assertThat(difference()).isEqualTo("525");
        assertThat(problems).singleElement().asString().contains("differ by $5.25 since ");
    }

    @Test
    void beginsAnewWhenAJvmHasEnded() throws Exception {
        comparison.read();
        agents = new Reading(List.of(), List.of());
        comparison.read();
        agents = counted("75.25");
        comparison.read();

        assertThat(postgres.rows("select books from phase3.ledger_reconciliation"))
                .isEmpty();
    }

    @Test
    void doesNotCompareWhileAnAgentIsSilent() {
        agents = new Reading(List.of(), List.of("agent a:1 does not answer"));

        assertThatIOException()
                .isThrownBy(comparison::read)
                .withMessage("not compared, because agent a:1 does not answer");
    }

    private static String difference() throws Exception {
        return postgres.rows("select difference_minor from phase3.ledger_reconciliation")
                .get(0);
    }

    private static Reading counted(String dollars) {
        return new Reading(
                List.of(new Life(
                        "a:1",
                        Optional.of(START),
                        new TreeMap<>(Map.of(
                                new CounterKey(CounterKey.REVENUE, "ai_coaching", ""), new BigDecimal(dollars))))),
                List.of());
    }

    /** A collector that brings some cents at each of its runs. */
    private static final class Arrivals implements Source {
        private final Deque<Integer> minor = new ArrayDeque<>();

        void next(Integer... amounts) {
            minor.addAll(List.of(amounts));
        }

        @Override
        public String name() {
            return "arrivals";
        }

        @Override
        public Duration interval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public List<Measurement> read() throws Exception {
            Integer arrived = minor.poll();
            if (arrived != null) {
                postgres.execute("update phase3.ledger_total set amount_minor = amount_minor + " + arrived);
            }
            return List.of();
        }
    }
}

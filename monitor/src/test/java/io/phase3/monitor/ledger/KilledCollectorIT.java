package io.phase3.monitor.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many entries: {@code -Dledger.entries=1000000} for as many as a large installation has in a month. */
class KilledCollectorIT {
    private static final int ENTRIES = Integer.getInteger("ledger.entries", 200_000);
    private static final long LONGEST_MINUTES = 10;
    private static LedgerDatabase ledger;

    @TempDir
    private static Path home;

    private static Journals journals;
    private static Map<String, Long> sums;
    private static long counted;

    @BeforeAll
    static void start() throws Exception {
        ledger = new LedgerDatabase();
        journals = new Journals(home.resolve("app"));
        journals.fill(ENTRIES, new Random(5));
        sums = new HashMap<>();
        JournalReader.readCounted(
                journals.directory,
                entry -> {
                    counted++;
                    String side = entry.kind() == Entry.Kind.REVERSAL ? " reversal" : " credit";
                    entry.split()
                            .orElseThrow()
                            .parts()
                            .forEach((feature, cents) -> sums.merge(feature + side, cents, Long::sum));
                },
                problem -> {
                    throw new AssertionError(problem);
                });
    }

    @AfterAll
    static void stop() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void empty() throws Exception {
        ledger.empty();
    }

    private static Process collector(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dledger.batch=5000",
                        CollectorProcess.class.getName(),
                        ledger.postgres.url(),
                        journals.directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void assertThatTheLedgerIsTheJournals() throws Exception {
        assertThat(ledger.totals()).isEqualTo(sums);
        assertThat(ledger.sumsOfEntries()).isEqualTo(sums);
        assertThat(ledger.postgres.ask("select count(*) from phase3.ledger_entry"))
                .isEqualTo(Long.toString(counted));
        assertThat(ledger.postgres.ask("select sum(entries) from phase3.ledger_total"))
                .isEqualTo(ledger.postgres.ask("select sum(cardinality(features)) from phase3.ledger_entry"));
    }

    @Nested
    class A_collector_that_is_killed_again_and_again {
        @Test
        void leavesALedgerThatIsTheJournalsToTheCent() throws Exception {
            Random random = new Random(17);
            Path output = home.resolve("killed.txt");
            long start = System.nanoTime();
            int kills = 0;
            for (Process process = collector(output); ; process = collector(output)) {
                // The first while it starts, later ones amidst transactions.
                if (process.waitFor(400 + random.nextInt(1_600), MILLISECONDS)) {
                    assertThat(process.exitValue()).as("see %s", output).isZero();
                    break;
                }
                if (kills < 8) {
                    process.toHandle().destroyForcibly();
                    kills++;
                }
                assertThat(process.waitFor(LONGEST_MINUTES, MINUTES)).isTrue();
            }
            print("%,d entries, killed %d times: %.1f s", counted, kills, (System.nanoTime() - start) / 1e9);
            assertThat(kills).isPositive();
            assertThatTheLedgerIsTheJournals();
        }
    }

    @Nested
    class Two_collectors_at_once {
        @Test
        void makeALedgerThatIsTheJournalsToTheCent() throws Exception {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                processes.add(collector(home.resolve("two-" + i + ".txt")));
            }
            for (Process process : processes) {
                assertThat(process.waitFor(LONGEST_MINUTES, MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
            assertThatTheLedgerIsTheJournals();
        }
    }

    @Nested
    class A_collector_that_is_left_alone {
        @Test
        void makesALedgerThatIsTheJournalsToTheCent() throws Exception {
            Path output = home.resolve("alone.txt");
            long start = System.nanoTime();
            assertThat(collector(output).waitFor(LONGEST_MINUTES, MINUTES)).isTrue();
            double seconds = (System.nanoTime() - start) / 1e9;
            print("%,d entries: %.1f s with the JVM's start, %,.0f a second", counted, seconds, counted / seconds);
            assertThatTheLedgerIsTheJournals();
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

package io.phase3.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.ledger.JournalAudit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAuditIT {
    private static final String MONDAY = "2026-11-23.jsonl";
    private static final String TUESDAY = "2026-11-24.jsonl";
    private static LedgerDatabase ledger;

    @TempDir
    private Path home;

    private final List<String> messages = new ArrayList<>();
    private Journals journals;
    private FileCollector collector;
    private JournalAudit audit;

    @BeforeAll
    static void start() throws Exception {
        ledger = new LedgerDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        ledger.empty();
        journals = new Journals(home.resolve("app"));
        Files.createDirectory(journals.directory);
        LedgerSettings settings = new LedgerSettings(
                ZoneOffset.UTC,
                List.of(new LedgerSettings.Journal("app", journals.directory)),
                Optional.empty(),
                Duration.ofSeconds(5),
                1_000,
                Duration.ofMinutes(5));
        collector = new FileCollector(settings, ledger.database, InstantSource.system(), messages::add);
        audit = new JournalAudit(settings, ledger.database);
    }

    @Nested
    class AnEqualLedger {
        @Test
        void hasNoDifference() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"), Journals.pending("D-2", "7.00"));
            journals.append(TUESDAY, Journals.reversal("D-1", "40.00"), Journals.revenue("R-1", "1.50"));
            collector.read();

            assertThat(audit.run()).isEqualTo(new Result(6_150, 6_150, 0));
        }

        @Test
        void hasNoneInThousandsOfEntriesOfTwoReplicas() throws Exception {
            journals.fill(12_000, new Random(17));
            collector.read();

            assertThat(audit.run().difference()).isZero();
        }

        @Test
        void isNotMissingWhatIsNotCollectedYet() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"));
            collector.read();
            journals.append(MONDAY, Journals.conversion("D-2", "5.00"));

            assertThat(audit.run()).isEqualTo(new Result(10_000, 10_000, 0));
            collector.read();
            assertThat(audit.run()).isEqualTo(new Result(10_500, 10_500, 0));
        }
    }

    @Nested
    class ADifference {
        @Test
        void isARowThatIsMissing() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"), Journals.conversion("D-2", "0.01"));
            collector.read();
            ledger.execute("delete from phase3.ledger_entry where id = 'D-2'");

            assertThat(audit.run()).isEqualTo(new Result(10_001, 10_000, 1));
        }

        @Test
        void isTheSameIdWithAnotherAmount() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"), Journals.conversion("D-1", "99.00"));
            collector.read();

            assertThat(audit.run()).isEqualTo(new Result(19_900, 20_000, 100));
        }

        @Test
        void isTheSameAmountForAnotherFeature() throws Exception {
            journals.append(
                    MONDAY,
                    Journals.conversion("D-1", "10.00"),
                    Journals.conversion("D-1", "10.00", "{\"churn_prevention\":\"10.00\"}"));
            collector.read();

            assertThat(audit.run()).isEqualTo(new Result(2_000, 2_000, 2_000));
        }

        @Test
        void showsLaterToo() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"));
            journals.append(TUESDAY, Journals.conversion("D-2", "50.00"));
            collector.read();
            assertThat(audit.run().difference()).isZero();
            ledger.execute("delete from phase3.ledger_entry");

            long afterOneTurn = audit.run().difference();
            long afterBoth = audit.run().difference();

            assertThat(afterOneTurn).isEqualTo(10_000);
            assertThat(afterBoth).isEqualTo(15_000);
        }
    }

    @Nested
    class AFile {
        @Test
        void thatIsGoneIsNotCompared() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"));
            journals.append(TUESDAY, Journals.conversion("D-2", "50.00"));
            collector.read();
            audit.run();
            Files.delete(journals.file(MONDAY));

            assertThat(audit.run()).isEqualTo(new Result(5_000, 5_000, 0));
        }

        @Test
        void thatIsAnotherOneOfTheSameNameIsComparedWhenItIsCollected() throws Exception {
            journals.append(MONDAY, Journals.conversion("D-1", "100.00"));
            collector.read();
            audit.run();
            Files.delete(journals.file(MONDAY));
            journals.append(MONDAY, Journals.conversion("D-9", "3.00"));

            assertThat(audit.run()).isEqualTo(Result.NOTHING);
            collector.read();
            assertThat(audit.run()).isEqualTo(new Result(300, 300, 0));
        }

        @Test
        void whoseLastLinesWereCutOffIsComparedAnewWhenItIsCollected() throws Exception {
            String first = Journals.conversion("D-1", "100.00");
            journals.append(MONDAY, first, Journals.conversion("D-2", "7.00"));
            collector.read();
            audit.run();
            Files.writeString(journals.file(MONDAY), first + "\n");
            journals.append(MONDAY, Journals.conversion("D-3-longer", "3.00"), Journals.conversion("D-4", "1.00"));

            assertThat(audit.run()).isEqualTo(Result.NOTHING);
            collector.read();
            assertThat(audit.run()).isEqualTo(new Result(10_400, 10_400, 0));
        }
    }
}

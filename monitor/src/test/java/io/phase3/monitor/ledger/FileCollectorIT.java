package io.phase3.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCollectorIT {
    private static final String MONDAY = "2026-11-23.jsonl";
    private static final String MONDAY_OF_THE_OTHER_REPLICA = "2026-11-23.1.jsonl";
    private static final String TUESDAY = "2026-11-24.jsonl";
    private static LedgerDatabase ledger;

    @TempDir
    private Path home;

    private final List<String> messages = new ArrayList<>();
    private Journals journals;
    private FileCollector collector;

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
        collector = collector(new LedgerSettings.Journal("app", journals.directory));
    }

    private FileCollector collector(LedgerSettings.Journal... directories) {
        return collector(messages::add, directories);
    }

    private static FileCollector collector(Consumer<String> messages, LedgerSettings.Journal... directories) {
        LedgerSettings settings = new LedgerSettings(
                ZoneOffset.UTC,
                List.of(directories),
                Optional.empty(),
                Duration.ofSeconds(5),
                3,
                Duration.ofMinutes(5));
        return new FileCollector(settings, ledger.database, InstantSource.system(), messages);
    }

    private static String position() {
        return ledger.postgres.ask("select position from phase3.ledger_position");
    }

    private static String rows() throws Exception {
        return ledger.postgres.ask("select count(*) from phase3.ledger_entry");
    }

    @Nested
    class Entries_that_count {
        @Test
        void becomeRowsWithAllThatTheySay() throws Exception {
            journals.append(
                    MONDAY,
                    "{\"v\":1,\"kind\":\"conversion\",\"id\":\"D-17\",\"time\":\"2026-11-23T15:04:05.123Z\",\"type\":\"sale\","
                            + "\"lead\":\"5f2b\",\"amount\":\"13500.00\",\"original\":{\"amount\":\"12500.00\",\"currency\":\"EUR\","
                            + "\"rate\":\"1.08\"},\"model\":\"weights\",\"split\":{\"realtime\":\"5400.00\",\"coaching\":\"1350.00\","
                            + "\"unattributed\":\"6750.00\"},\"touches\":[[\"realtime\",1795000000000],[\"coa\\\"ching\",1795400000000]]}");
            collector.read();
            assertThat(ledger.postgres.ask(
                            "select (kind, id, occurred_at at time zone 'UTC', type, lead, amount_minor, features, parts_minor,"
                                    + " original_amount, original_currency, original_rate, model, touches::text, journal)::text"
                                    + " from phase3.ledger_entry"))
                    .isEqualTo(
                            "(conversion,D-17,\"2026-11-23 15:04:05.123\",sale,5f2b,1350000,\"{coaching,realtime,unattributed}\","
                                    + "\"{135000,540000,675000}\",12500.00,EUR,1.08,weights,"
                                    + "\"[[\"\"realtime\"\", 1795000000000], [\"\"coa\\\\\"\"ching\"\", 1795400000000]]\",app)");
        }

        @Test
        void raiseTheSumsOfTheirFeatures() throws Exception {
            journals.append(
                    MONDAY,
                    Journals.conversion("a", "10.00", "{\"ai_coaching\":\"4.00\",\"unattributed\":\"6.00\"}"),
                    Journals.revenue("a", "7.00"),
                    Journals.reversal("a", "4.00"));
            collector.read();
            Map<String, Long> sums = Map.of(
                    "ai_coaching credit", 4_00L,
                    "unattributed credit", 6_00L,
                    "churn_prevention credit", 7_00L,
                    "ai_coaching reversal", 4_00L);
            assertThat(ledger.totals()).isEqualTo(sums);
            assertThat(ledger.sumsOfEntries()).isEqualTo(sums);
        }

        @Test
        void countOnceThoughTwoReplicasWroteThem() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "10.00"), Journals.conversion("a", "10.00"));
            journals.append(MONDAY_OF_THE_OTHER_REPLICA, Journals.conversion("a", "10.00"));
            journals.append(TUESDAY, Journals.conversion("a", "10.00"));
            collector.read();
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 10_00L));
            assertThat(messages).isEmpty();
        }

        @Test
        void stayAsTheyWereFirstIfAnotherReplicaSaysAnotherAmountAndItIsTold() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "10.00"));
            journals.append(MONDAY_OF_THE_OTHER_REPLICA, Journals.conversion("a", "11.00"));
            collector.read();
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 10_00L));
            assertThat(messages)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "journal 'app': 2026-11-23.1.jsonl: entries that the ledger has already with another amount or "
                                    + "split: 1, such as that with the key ");
        }

        @Test
        void countWhenTheyWerePendingInAFileBefore() throws Exception {
            journals.append(MONDAY, Journals.pending("a", "10.00"));
            collector.read();
            assertThat(rows()).isEqualTo("0");
            journals.append(TUESDAY, Journals.conversion("a", "10.00"));
            collector.read();
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 10_00L));
        }

        @Test
        void mayBeReversedBeforeTheyCome() throws Exception {
            journals.append(MONDAY, Journals.reversal("a", "10.00"));
            collector.read();
            journals.append(MONDAY_OF_THE_OTHER_REPLICA, Journals.conversion("a", "10.00"));
            collector.read();
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 10_00L, "ai_coaching reversal", 10_00L));
        }
    }

    @Nested
    class Texts_and_times_that_PostgreSQL_cannot_store {
        @Test
        void areStoredAsTheNearestAndStayDifferentEntries() throws Exception {
            journals.append(
                    MONDAY,
                    Journals.conversion("a\\u0000", "1.00"),
                    Journals.conversion("a\\ud83d", "2.00"),
                    Journals.conversion("a\uFFFD", "4.00"));
            collector.read();
            assertThat(ledger.postgres.ask("select count(*) from phase3.ledger_entry where id = 'a\uFFFD'"))
                    .isEqualTo("3");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 7_00L));
        }

        @Test
        void areNoneOfAnIdOfNearlyOneMegabyte() throws Exception {
            String id = "x".repeat(1_000_000);
            journals.append(MONDAY, Journals.conversion(id, "1.00"), Journals.conversion(id + "y", "2.00"));
            collector.read();
            assertThat(ledger.postgres.ask("select sum(length(id)) from phase3.ledger_entry"))
                    .isEqualTo("2000001");
        }

        @Test
        void areFeaturesOfAnyLength() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00", "{\"" + "ä".repeat(100_000) + "\":\"1.00\"}"));
            collector.read();
            assertThat(ledger.totals()).containsValue(1_00L);
        }

        @Test
        void areTimesFarInTheFuture() throws Exception {
            String sold = Journals.conversion("a", "1.00");
            journals.append(
                    MONDAY,
                    sold.replace("2026-11-23T", "+123456789-01-01T"),
                    sold.replace("\"a\"", "\"b\"").replace("2026-", "2999-"));
            collector.read();
            assertThat(ledger.postgres.ask(
                            "select string_agg(extract(year from occurred_at)::text, ' ' order by occurred_at)"
                                    + " from phase3.ledger_entry"))
                    .isEqualTo("2999 9999");
        }

        @Test
        void areSumsBeyondEveryLong() throws Exception {
            String most = "92233720368547758.07";
            journals.append(MONDAY, Journals.conversion("a", most), Journals.conversion("b", most));
            collector.read();
            assertThat(ledger.postgres.ask("select amount_minor from phase3.ledger_total"))
                    .isEqualTo("18446744073709551614");
        }

        @Test
        void areForeignAmountsOfMoreDigitsThanMoneyHas() throws Exception {
            String sold = Journals.conversion("a", "1.00");
            journals.append(
                    MONDAY,
                    sold.replace(
                            "\"model\"",
                            "\"original\":{\"amount\":\"1E2147483646\",\"currency\":\"EUR\",\"rate\":\"1.08\"},\"model\""));
            collector.read();
            assertThat(ledger.postgres.ask(
                            "select original_amount is null and original_rate = 1.08 from phase3.ledger_entry"))
                    .isEqualTo("t");
        }
    }

    @Nested
    class Lines_that_are_no_entries {
        @Test
        void areToldByTheirNumberAndKeptWithoutTheirText() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            collector.read();
            journals.append(
                    MONDAY,
                    Journals.conversion("b", "1.00"),
                    Journals.conversion("c", "-1.00"),
                    Journals.conversion("d", "1.00"));
            collector.read();
            assertThat(messages)
                    .containsExactly(
                            "journal 'app': 2026-11-23.jsonl: 3: not collected, because the line has a negative amount"
                                    + " as \"amount\"");
            assertThat(ledger.postgres.ask("select (journal, file, reason)::text from phase3.ledger_rejected"))
                    .isEqualTo("(app,2026-11-23.jsonl,\"has a negative amount as \"\"amount\"\"\")");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 3_00L));
        }

        @Test
        void areNotAllToldIfTheyAreMany() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"), "b", "c", "d", "e", "f");
            collector.read();
            assertThat(messages).hasSize(4);
            assertThat(messages.get(3))
                    .isEqualTo("journal 'app': 2026-11-23.jsonl: and 2 more lines that are no entries;"
                            + " phase3.ledger_rejected has them all");
            assertThat(ledger.postgres.ask("select count(*) from phase3.ledger_rejected"))
                    .isEqualTo("5");
        }
    }

    @Nested
    class A_file {
        @Test
        void isCollectedFromWhereItWasLeftToItsLastWholeLine() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            String line = Journals.conversion("b", "2.00");
            Files.writeString(journals.file(MONDAY), line, StandardOpenOption.APPEND);
            collector.read();
            assertThat(rows()).isEqualTo("1");
            assertThat(position()).isEqualTo(Long.toString(Files.size(journals.file(MONDAY)) - line.length()));
            Files.writeString(journals.file(MONDAY), "\n", StandardOpenOption.APPEND);
            collector.read();
            assertThat(rows()).isEqualTo("2");
            assertThat(position()).isEqualTo(Long.toString(Files.size(journals.file(MONDAY))));
        }

        @Test
        void isGoneOnWithByAnotherExporterFromTheSamePlace() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            collector.read();
            FileCollector other = collector(new LedgerSettings.Journal("app", journals.directory));
            journals.append(MONDAY, Journals.conversion("b", "1.00"));
            // What is read a second time comes back.
            ledger.postgres.execute("truncate phase3.ledger_entry");
            other.read();
            assertThat(rows()).isEqualTo("1");
        }

        @Test
        void isCollectedFromItsStartIfItHasBecomeShorter() throws Exception {
            String first = Journals.conversion("a", "1.00");
            journals.append(MONDAY, first, Journals.conversion("b", "2.00"));
            collector.read();
            Files.writeString(journals.file(MONDAY), first + "\n");
            collector.read();
            journals.append(MONDAY, Journals.conversion("c", "4.00"));
            collector.read();
            assertThat(messages)
                    .containsExactly(
                            "journal 'app': 2026-11-23.jsonl: is shorter than it was, and is collected from its start;"
                                    + " what the ledger has of it already is not counted again");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 7_00L));
        }

        @Test
        void isCollectedFromItsStartIfAnotherOneHasItsName() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            collector.read();
            Files.delete(journals.file(MONDAY));
            journals.append(MONDAY, Journals.conversion("b", "2.00"));
            collector.read();
            assertThat(messages).singleElement().asString().contains("has another first line than it had");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 3_00L));
        }

        @Test
        void isCollectedFromItsStartIfCollectedLinesWereCutOffAndOthersFollowed() throws Exception {
            String first = Journals.conversion("a", "1.00");
            journals.append(MONDAY, first, Journals.conversion("cut off", "2.00"));
            collector.read();
            Files.writeString(journals.file(MONDAY), first + "\n");
            journals.append(
                    MONDAY,
                    Journals.conversion("longer than what was cut off", "4.00"),
                    Journals.conversion("b", "8.00"));
            collector.read();
            collector.read();
            assertThat(messages)
                    .containsExactly("journal 'app': 2026-11-23.jsonl: has lost the line that was collected last,"
                            + " and is collected from its start;"
                            + " what the ledger has of it already is not counted again");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 15_00L));
        }

        @Test
        void isCollectedFromItsStartIfAnotherLineOfTheSameLengthTookThePlaceOfTheLast() throws Exception {
            String first = Journals.conversion("a", "1.00");
            journals.append(MONDAY, first, Journals.conversion("b", "2.00"));
            collector.read();
            Files.writeString(journals.file(MONDAY), first + "\n");
            journals.append(MONDAY, Journals.conversion("c", "4.00"));
            collector.read();
            assertThat(messages).singleElement().asString().contains("has lost the line that was collected last");
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 7_00L));
        }

        @Test
        void mayBeDeletedOnceItIsCollected() throws Exception {
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            collector.read();
            Files.delete(journals.file(MONDAY));
            collector.read();
            assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", 1_00L));
        }
    }

    @Nested
    class A_file_that_grows_while_it_is_collected {
        /** Writes one more line whenever one of the file's lines is told. */
        private void grow(String message) {
            messages.add(message);
            try {
                journals.append(MONDAY, "no entry either");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void isCollectedUpToWhereItEndedWhenItWasLookedAt() throws Exception {
            journals.append(MONDAY, "no entry");
            for (int i = 0; i < 8; i++) {
                journals.append(MONDAY, Journals.conversion("deal-" + i, "1.00"));
            }
            journals.append(TUESDAY, Journals.conversion("a", "1.00"));
            collector(this::grow, new LedgerSettings.Journal("app", journals.directory))
                    .read();
            assertThat(messages).hasSize(1);
            assertThat(rows()).isEqualTo("9");
            collector.read();
            assertThat(messages).hasSize(2);
        }
    }

    @Nested
    class A_file_that_another_exporter_collects_at_the_same_time {
        private LedgerSettings.Journal journal() {
            return new LedgerSettings.Journal("app", journals.directory);
        }

        /** Another exporter collects three lines, and is killed. */
        private void collectThreeLines(String message) {
            messages.add(message);
            FileCollector other = collector(
                    told -> {
                        throw new IllegalStateException("killed");
                    },
                    journal());
            assertThatIllegalStateException().isThrownBy(other::read).withMessage("killed");
        }

        @Test
        void isCollectedFromWhereTheOtherOneWasToWhereItEnded() throws Exception {
            for (int i = 0; i < 3; i++) {
                journals.append(
                        MONDAY,
                        i < 2 ? "no entry" : Journals.revenue("a", "1.00"),
                        Journals.revenue("b" + i, "1.00"),
                        Journals.revenue("c" + i, "1.00"));
            }
            collector(this::collectThreeLines, journal()).read();
            assertThat(messages).hasSize(1);
            assertThat(ledger.totals()).isEqualTo(Map.of("churn_prevention credit", 7_00L));
        }
    }

    @Nested
    class What_cannot_be_read {
        @Test
        void doesNotKeepOtherJournalsFromBeingCollected() throws Exception {
            Path missing = home.resolve("missing");
            collector = collector(
                    new LedgerSettings.Journal("later", missing),
                    new LedgerSettings.Journal("app", journals.directory));
            journals.append(MONDAY, Journals.conversion("a", "1.00"));
            assertThatIOException()
                    .isThrownBy(() -> collector.read())
                    .withMessage(
                            "journal 'later': cannot read the directory " + missing + ": no such file or directory");
            assertThat(rows()).isEqualTo("1");
            new Journals(missing).append(MONDAY, Journals.conversion("b", "1.00"));
            collector.read();
            assertThat(rows()).isEqualTo("2");
        }

        @Test
        void doesNotKeepOtherFilesFromBeingCollected() throws Exception {
            Files.createDirectory(journals.file(MONDAY));
            journals.append(TUESDAY, Journals.conversion("a", "1.00"));
            assertThatIOException()
                    .isThrownBy(() -> collector.read())
                    .withMessage("journal 'app': cannot read " + journals.file(MONDAY) + ": it is not a regular file");
            assertThat(rows()).isEqualTo("1");
        }
    }

    @Nested
    class Long_work {
        @Test
        void saysHowFastItGoesAndWhatIsLeft() throws Exception {
            journals.fill(10, new Random(1));
            long[] seconds = {0};
            InstantSource clock = () -> java.time.Instant.ofEpochSecond(seconds[0] += 10);
            new FileCollector(CollectorProcess.ledger(journals.directory), ledger.database, clock, messages::add)
                    .read();
            assertThat(messages.get(0)).matches("journal 'app': \\d+ lines collected, \\d+ a second; 0\\.\\d MB left");
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.phase3.agent.attribution.journal.Entry;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the disk does, the application notices nothing, people are told once, and what waited is counted. */
class DiskIT {
    private static final String CONVERSIONS = "phase3_conversions_total";
    private static final String DROPPED = "phase3_agent_dropped_events_total";
    private static final String WAIT = "; conversions wait, and are counted as soon as the journal can be written";
    private static final String GOES_ON = "the journal is written again";

    @TempDir
    private Path folder;

    private Path journal;

    /** Not so late that a JVM would go on in tomorrow's file. */
    @BeforeEach
    void begin() {
        Awaitility.await("a day that lasts")
                .atMost(Duration.ofMinutes(5))
                .until(() -> date(Instant.now()).equals(date(Instant.now().plusSeconds(120))));
        journal = folder.resolve("journal");
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private ForkedJvm.Builder office(String... settings) {
        return SalesOffice.on(Jdk.own(), journal, settings);
    }

    private static void day(ForkedJvm jvm, String... commands) {
        for (String command : commands) {
            jvm.obey(command);
        }
    }

    private Path today() {
        return journal.resolve(date(Instant.now()) + ".jsonl");
    }

    /** The line of a conversion that an earlier run has counted. */
    private static String counted(String id) {
        return "{\"v\":1,\"kind\":\"conversion\",\"id\":\"" + id + "\",\"time\":\"2026-11-23T15:04:05.123Z\","
                + "\"amount\":\"100.00\",\"split\":{\"unattributed\":\"100.00\"}}\n";
    }

    private List<String> ids() {
        return SalesOffice.lines(journal).stream().map(Entry::id).toList();
    }

    /** The one journal in the directory. */
    private Path file() throws IOException {
        List<Path> files = files();
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** Waits until the journal has failed again and again. */
    private static void awaitFailures(ForkedJvm jvm) {
        jvm.await("failures of the journal", () -> journalErrors(jvm) >= 2);
    }

    private static double journalErrors(ForkedJvm jvm) {
        return jvm.scrape().value("phase3_agent_errors_total", "stage=journal");
    }

    private static BigDecimal sum(int from, int to) {
        return BigDecimal.valueOf(
                IntStream.range(from, to).mapToLong(n -> new Order(n).cents()).sum(), 2);
    }

    private static void assertThatItEndsWell(ForkedJvm jvm, String... stdout) throws InterruptedException {
        ForkedJvm.Exit exit = jvm.end();
        assertThat(exit.code()).isZero();
        assertThat(exit.stdout()).containsExactly(stdout);
        assertThat(exit.stderrOfApplication()).isEmpty();
    }

    @Nested
    class ADiskThatHangs {
        private static final int ORDERS = 20_000;
        private static final String SMALL =
                "bounds { events = 2048, waiting-conversions = 4096 }\nphase3.attribution.journal.sync-entries = 100";

        @Test
        void keeps_no_thread_of_the_application_and_what_does_not_fit_into_the_queues_is_counted_as_dropped()
                throws Exception {
            try (ForkedJvm jvm = office(SMALL).scenario("SalesDay", "sell R-0 ann 1.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                try (Lease lease = Lease.on(replaced(file()))) {
                    day(jvm, "sell R-1 ann 79.19");
                    lease.awaitVictim();
                    day(jvm, Order.rush(2, ORDERS));
                    Scrape scrape = jvm.scrape();
                    assertThat(scrape.sum(CONVERSIONS)).isEqualTo(1);
                    assertThat(scrape.sum(DROPPED)).isPositive();
                }
                int calls = ORDERS
                        + (int) IntStream.range(2, ORDERS)
                                .filter(number -> new Order(number).isGreeted())
                                .count();
                jvm.await("all that was not dropped", () -> known(jvm.scrape()) >= calls);
                Scrape scrape = jvm.scrape();
                assertThat(known(scrape)).isEqualTo(calls);
                assertThat(scrape.sum(CONVERSIONS)).isGreaterThan(4096);
                assertThat(ids()).doesNotHaveDuplicates().hasSize((int) scrape.sum(CONVERSIONS));
                assertThat(SalesOffice.revenue(scrape)).isEqualTo(SalesOffice.revenue(SalesOffice.counted(journal)));
                assertThat(jvm.complaints())
                        .containsExactly(
                                file() + ": somebody else deleted, replaced or changed it while it was in use;"
                                        + " the journal goes on",
                                "touches and conversions come faster than they are worked off, and some are dropped: see"
                                        + " phase3_agent_dropped_events_total; bounds.events and"
                                        + " bounds.waiting-conversions say how many may wait");
                assertThatItEndsWell(jvm, "ready", "done sell R-1 ann 79.19", "done " + Order.rush(2, ORDERS));
            }
        }

        /** A file of the same name and text, that nobody has open. */
        private Path replaced(Path file) throws IOException {
            Path copy = Files.copy(file, folder.resolve("copy"));
            return Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        }

        private double known(Scrape scrape) {
            return scrape.sum("phase3_touches_total") + scrape.sum(CONVERSIONS) + scrape.sum(DROPPED);
        }

        @Test
        void does_not_keep_the_application_from_ending() throws Exception {
            try (Lease lease = Lease.on(lock());
                    ForkedJvm jvm = office().scenario("SalesDay", "greet ann", "sell D-1 ann 1.00")) {
                lease.awaitVictim();
                jvm.ready();
                assertThatItEndsWell(jvm, "ready");
                assertThat(jvm.complaints()).isEmpty();
            }
        }

        @Test
        void is_waited_for_and_what_was_counted_before_is_not_counted_again() throws Exception {
            try (Lease lease = Lease.on(lock());
                    ForkedJvm jvm =
                            office().scenario("SalesDay", "sell D-1 ann 1.00", "greet ann", "sell D-2 ann 1.00")) {
                lease.awaitVictim();
                assertThat(jvm.ready().scrape().sum(CONVERSIONS)).isZero();
                Files.writeString(today(), counted("D-1"));
                lease.release();
                SalesOffice.awaitRejected(jvm, "duplicate", 1);
                Scrape scrape = SalesOffice.awaitConversions(jvm, 1);
                assertThat(SalesOffice.sum(SalesOffice.revenue(scrape))).isEqualTo("1.00");
                assertThat(ids()).containsExactly("D-1", "D-2");
                assertThat(jvm.complaints()).isEmpty();
                assertThatItEndsWell(jvm, "ready");
            }
        }

        private Path lock() throws IOException {
            return Files.createFile(Files.createDirectory(journal).resolve("0.lock"));
        }
    }

    @Nested
    class ADirectory {
        @Test
        void that_is_a_file_is_waited_for() throws Exception {
            Files.createFile(journal);
            try (ForkedJvm jvm = office().scenario("SalesDay", "greet ann", "sell D-1 ann 100.00")) {
                awaitFailures(jvm.ready());
                day(jvm, "sell D-2 ann 1.00");
                assertThat(jvm.scrape().sum(CONVERSIONS)).isZero();
                Files.delete(journal);
                SalesOffice.awaitConversions(jvm, 2);
                assertThat(ids()).containsExactly("D-1", "D-2");
                assertThat(jvm.complaints())
                        .containsExactly(
                                "cannot create the directory " + journal + ": there is a file of that name already"
                                        + WAIT,
                                GOES_ON);
                assertThatItEndsWell(jvm, "ready", "done sell D-2 ann 1.00");
            }
        }

        @Test
        void that_comes_late_with_what_was_counted_before_is_read_first() throws Exception {
            Files.createSymbolicLink(journal, Files.createFile(folder.resolve("file")));
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00", "sell D-2 ann 1.00")) {
                awaitFailures(jvm.ready());
                Path late = Files.createDirectory(folder.resolve("late"));
                Files.writeString(late.resolve(today().getFileName()), counted("D-1"));
                // At once: a directory that is missing would be made.
                Files.move(
                        Files.createSymbolicLink(folder.resolve("link"), late),
                        journal,
                        StandardCopyOption.ATOMIC_MOVE);
                SalesOffice.awaitRejected(jvm, "duplicate", 1);
                SalesOffice.awaitConversions(jvm, 1);
                assertThat(ids()).containsExactly("D-1", "D-2");
                assertThat(jvm.complaints()).hasSize(2).endsWith(GOES_ON);
                assertThatItEndsWell(jvm, "ready");
            }
        }

        @Test
        void that_becomes_a_file_is_waited_for() throws Exception {
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                Path file = file();
                Path away = Files.move(journal, folder.resolve("away"));
                Files.createFile(journal);
                day(jvm, "sell D-2 ann 1.00");
                awaitFailures(jvm);
                assertThat(jvm.scrape().sum(CONVERSIONS)).isEqualTo(1);
                Files.delete(journal);
                Files.move(away, journal);
                SalesOffice.awaitConversions(jvm, 2);
                assertThat(ids()).containsExactly("D-1", "D-2");
                assertThat(jvm.complaints())
                        .containsExactly("cannot write " + file + ": Not a directory" + WAIT, GOES_ON);
                assertThatItEndsWell(jvm, "ready", "done sell D-2 ann 1.00");
            }
        }

        @Test
        void that_somebody_deletes_is_made_again() throws Exception {
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                Path file = file();
                delete();
                day(jvm, "sell D-2 ann 1.00", "sell D-1 ann 100.00");
                SalesOffice.awaitConversions(jvm, 2);
                SalesOffice.awaitRejected(jvm, "duplicate", 1);
                assertThat(ids()).containsExactly("D-2");
                assertThat(jvm.complaints())
                        .containsExactly(file
                                + ": somebody else deleted, replaced or changed it while it was in use; the journal"
                                + " goes on");
                assertThat(journalErrors(jvm)).isZero();
                assertThatItEndsWell(jvm, "ready", "done sell D-2 ann 1.00", "done sell D-1 ann 100.00");
            }
        }

        private void delete() throws IOException {
            try (Stream<Path> files = Files.walk(journal)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }

        @Test
        void of_two_jvms_holds_a_file_of_each() throws Exception {
            try (ForkedJvm first = office().scenario("SalesDay", "rush-on 0 500 4 200");
                    ForkedJvm second = office().scenario("SalesDay", "rush-on 500 1000 4 200")) {
                BigDecimal firstSum = SalesOffice.sum(SalesOffice.revenue(SalesOffice.awaitConversions(first, 500)));
                BigDecimal secondSum = SalesOffice.sum(SalesOffice.revenue(SalesOffice.awaitConversions(second, 500)));
                assertThat(firstSum).isEqualTo(sum(0, 500));
                assertThat(secondSum).isEqualTo(sum(500, 1000));
                assertThat(SalesOffice.lines(journal)).hasSize(1000);
                assertThat(SalesOffice.sum(SalesOffice.revenue(SalesOffice.counted(journal))))
                        .isEqualTo(sum(0, 1000));
                assertThat(files()).hasSize(2);
                List<Boolean> whose = SalesOffice.lines(journal).stream()
                        .map(entry -> Order.of(entry.id()).number() < 500)
                        .toList();
                assertThat(whose.subList(0, 500)).containsOnly(whose.get(0));
                assertThat(whose.subList(500, 1000)).containsOnly(!whose.get(0));
                assertThat(first.complaints()).isEmpty();
                assertThat(second.complaints()).isEmpty();
            }
        }
    }

    @Nested
    class AFileOfToday {
        private Path today;

        @BeforeEach
        void make() throws IOException {
            Files.createDirectory(journal);
            today = today();
        }

        @Test
        void that_is_somebody_elses_is_left_alone() throws Exception {
            Files.writeString(today, "milk\neggs\n");
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                Path instead = journal.resolve(today.getFileName().toString().replace(".jsonl", "-2.jsonl"));
                assertThat(today).hasContent("milk\neggs\n");
                assertThat(instead).content().hasLineCount(1).contains("\"D-1\"");
                assertThat(jvm.complaints())
                        .singleElement()
                        .asString()
                        .startsWith(today + ": is no journal, because its first line ")
                        .endsWith("; it is left alone, and the journal goes on in " + instead.getFileName());
                assertThatItEndsWell(jvm, "ready");
            }
        }

        @Test
        void loses_the_half_line_at_its_end_that_nobody_was_promised() throws Exception {
            String whole = counted("D-1");
            String half = "{\"v\":1,\"kind\":\"conversion\",\"id\":\"D-2\",\"ti";
            Files.writeString(today, whole + half);
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00", "sell D-2 ann 1.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                SalesOffice.awaitRejected(jvm, "duplicate", 1);
                assertThat(ids()).containsExactly("D-1", "D-2");
                assertThat(today).content().startsWith(whole);
                assertThat(jvm.complaints())
                        .containsExactly(today + ": cut off " + half.length()
                                + " bytes after the last whole line, left by a crash: nothing acknowledged is lost");
                assertThatItEndsWell(jvm, "ready");
            }
        }
    }

    @Nested
    class AFullDisk {
        @Test
        void is_waited_for() throws Exception {
            mountTiny();
            fill();
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00")) {
                awaitFailures(jvm.ready());
                assertThat(jvm.scrape().sum(CONVERSIONS)).isZero();
                Files.delete(filler());
                SalesOffice.awaitConversions(jvm, 1);
                fill();
                day(jvm, Order.rush(0, 100));
                jvm.await("another failure", () -> jvm.complaints().size() > 2);
                assertThat(jvm.scrape().sum(CONVERSIONS)).isEqualTo(1);
                Files.delete(filler());
                SalesOffice.awaitConversions(jvm, 101);
                assertThat(ids()).hasSize(101).doesNotHaveDuplicates();
                String file = file().toString();
                assertThat(jvm.complaints())
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .contains(journal.toString())
                                        .endsWith(": No space left on device" + WAIT),
                                line -> assertThat(line).isEqualTo(GOES_ON),
                                line -> assertThat(line)
                                        .isEqualTo("cannot write " + file + ": No space left on device" + WAIT),
                                line -> assertThat(line).isEqualTo(GOES_ON));
                assertThatItEndsWell(jvm, "ready", "done " + Order.rush(0, 100));
            } finally {
                run("umount", "-l", journal.toString());
            }
        }

        private Path filler() {
            return journal.resolve("filler");
        }

        private void fill() {
            try {
                Files.write(filler(), new byte[1 << 20]);
            } catch (IOException full) {
                return;
            }
            throw new AssertionError("a megabyte fits into a disk of 64 kB");
        }

        private void mountTiny() throws Exception {
            Files.createDirectory(journal);
            if (run("mount", "-t", "tmpfs", "-o", "size=64k", "none", journal.toString()) != 0) {
                throw Skip.always("no disk that can be filled: mounting one is not permitted here");
            }
        }

        /** Needs no privileges: every process can be told how far its files may grow. */
        @Test
        void in_the_middle_of_a_batch_leaves_no_part_of_it() throws Exception {
            try (ForkedJvm jvm = office().scenario("SalesDay", "sell D-1 ann 100.00")) {
                SalesOffice.awaitConversions(jvm.ready(), 1);
                long size = Files.size(file());
                limitFiles(jvm, String.valueOf(size + 1000));
                day(jvm, Order.rush(0, 100));
                awaitFailures(jvm);
                assertThat(file()).hasSize(size);
                limitFiles(jvm, "unlimited");
                SalesOffice.awaitConversions(jvm, 101);
                assertThat(ids()).hasSize(101).doesNotHaveDuplicates();
                assertThat(jvm.complaints())
                        .containsExactly("cannot write " + file() + ": File too large" + WAIT, GOES_ON);
                assertThatItEndsWell(jvm, "ready", "done " + Order.rush(0, 100));
            }
        }

        private void limitFiles(ForkedJvm jvm, String bytes) throws Exception {
            if (run("prlimit", "--pid", String.valueOf(jvm.pid()), "--fsize=" + bytes + ":") != 0) {
                throw Skip.unlessCi("no limit to how far files grow: there is no prlimit here");
            }
        }

        private int run(String... command) throws Exception {
            try {
                return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException missing) {
                return 127;
            }
        }
    }

    @Nested
    class AJvmThatEndsRightAfterASale {
        private static final String[] SALE = {"greet ann", "sell D-1 ann 100.00"};

        private void assertThatTheSaleStands() {
            assertThat(SalesOffice.revenue(SalesOffice.counted(journal)))
                    .containsOnly(
                            entry("realtime_intelligence", new BigDecimal("40.00")),
                            entry("unattributed", new BigDecimal("60.00")));
        }

        @Test
        void by_exiting_has_written_it() throws Exception {
            try (ForkedJvm jvm = office().scenario("SalesDay", SALE[0], SALE[1], "exit 7")) {
                assertThat(jvm.end().code()).isEqualTo(7);
                assertThatTheSaleStands();
            }
        }

        @Test
        void because_its_main_method_ends_has_written_it() throws Exception {
            try (ForkedJvm jvm = office().main("com.acme.SalesDay", SALE)) {
                assertThat(jvm.end().code()).isZero();
                assertThatTheSaleStands();
            }
        }

        @Test
        void because_it_is_told_to_has_written_it() throws Exception {
            try (ForkedJvm jvm = office().scenario("SalesDay", SALE[0], SALE[1])) {
                jvm.ready();
                ProcessHandle.of(jvm.pid()).orElseThrow().destroy();
                jvm.await(
                        "the end",
                        () -> !ProcessHandle.of(jvm.pid())
                                .map(ProcessHandle::isAlive)
                                .orElse(false));
                assertThatTheSaleStands();
            }
        }
    }
}

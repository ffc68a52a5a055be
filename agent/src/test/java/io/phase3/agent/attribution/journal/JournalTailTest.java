package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTailTest {
    private static final String POSITION = "0.streamed";
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    private JournalTail tail(Journal journal) {
        return new JournalTail(journal, desk.problems::add);
    }

    /** Everything that the tail has, marked as sent. */
    private static List<String> sendAll(JournalTail tail) throws IOException {
        List<String> lines = new ArrayList<>();
        Optional<JournalTail.Piece> piece = tail.next();
        while (piece.isPresent()) {
            lines.addAll(text(piece.get()));
            tail.sent(piece.get());
            piece = tail.next();
        }
        return lines;
    }

    private static List<String> text(JournalTail.Piece piece) {
        return piece.lines().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> sendAllOfARestartedJournal() throws IOException {
        try (Journal journal = desk.journal()) {
            return sendAll(tail(journal));
        }
    }

    /** How the entries stand in the files. */
    private static List<String> lines(Entry... entries) {
        return Stream.of(entries)
                .map(entry -> new String(EntryFormat.line(entry), StandardCharsets.UTF_8).stripTrailing())
                .toList();
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(desk.file(file), text, StandardOpenOption.APPEND);
    }

    private String gone(String file, long bytes) {
        return desk.file(file) + ": was deleted before all of it was sent: the last " + bytes
                + " bytes of it are missing in the stream";
    }

    @Nested
    class What_was_not_sent {
        @Test
        void is_nothing_as_long_as_the_journal_is_not_open() throws IOException {
            try (Journal journal = desk.closedJournal()) {
                assertThat(tail(journal).next()).isEmpty();
            }
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void is_every_line_of_whatever_state_exactly_as_it_stands_in_the_file() throws IOException {
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.pending("é\ud83d"), desk.counted("b")));
                journal.write(List.of(desk.voided("é\ud83d")));

                assertThat(String.join("\n", sendAll(tail)) + "\n").isEqualTo(desk.text(TODAY));
                assertThat(tail.next()).isEmpty();
                journal.write(List.of(desk.counted("c")));
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("c")));
            }
        }

        @Test
        void says_whose_it_is() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                assertThat(tail(journal).next().orElseThrow().owner()).isEqualTo(journal.owner());
            }
        }

        @Test
        void stays_the_same_until_it_is_sent() throws IOException {
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.counted("a")));
                assertThat(text(tail.next().orElseThrow())).isEqualTo(lines(desk.counted("a")));
                journal.write(List.of(desk.counted("b")));
                assertThat(text(tail.next().orElseThrow())).isEqualTo(lines(desk.counted("a"), desk.counted("b")));
            }
        }

        @Test
        void comes_in_pieces_of_a_thousand_lines() throws IOException {
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(IntStream.range(0, 2500)
                        .mapToObj(number -> desk.counted("n" + number))
                        .toList());
                JournalTail.Piece first = tail.next().orElseThrow();
                assertThat(first.lines()).hasSize(1000);
                tail.sent(first);
                assertThat(sendAll(tail)).hasSize(1500);
            }
        }

        @Test
        void has_no_lines_that_are_no_entries() throws IOException {
            desk.write(desk.counted("a"));
            append(TODAY, "not ours, and maybe secret\n");
            desk.write(desk.counted("b"));
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("a"), desk.counted("b")));
        }

        @Test
        void is_of_the_own_slot_alone() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.counted("a")));
                second.write(List.of(desk.counted("b")));
                assertThat(sendAll(tail(first))).isEqualTo(lines(desk.counted("a")));
                assertThat(sendAll(tail(second))).isEqualTo(lines(desk.counted("b")));
            }
            assertThat(desk.file(POSITION)).hasContent(TODAY + " " + Files.size(desk.file(TODAY)));
            assertThat(desk.file("1.streamed")).exists();
        }
    }

    @Nested
    class Across_days {
        @Test
        void what_was_left_of_yesterday_comes_before_today() throws IOException {
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                Entry yesterday = desk.counted("a");
                journal.write(List.of(yesterday));
                assertThat(sendAll(tail)).hasSize(1);
                Entry late = desk.counted("b");
                journal.write(List.of(late));
                desk.now = desk.now.plus(DAY);
                Entry today = desk.counted("c");
                journal.write(List.of(today));

                assertThat(sendAll(tail)).isEqualTo(lines(late, today));
            }
        }

        @Test
        void a_clock_that_was_set_back_hides_nothing() throws IOException {
            desk.now = desk.now.plus(DAY);
            Entry early = desk.counted("early");
            desk.write(early);
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(early));
            desk.now = desk.now.minus(DAY);
            Entry late = desk.counted("late");
            desk.write(late);

            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(late));
        }

        @Test
        void a_whole_line_without_its_end_counts_for_readers_of_the_file_and_comes_too() throws IOException {
            desk.write(desk.counted("a"));
            List<String> expected = lines(desk.counted("a"), desk.counted("b"));
            append(TODAY, expected.get(1));
            desk.now = desk.now.plus(DAY);
            assertThat(sendAllOfARestartedJournal()).isEqualTo(expected);
            assertThat(sendAllOfARestartedJournal()).isEmpty();
        }
    }

    @Nested
    class After_a_restart {
        @Test
        void nothing_comes_twice_that_was_sent() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                sendAll(tail(journal));
                journal.write(List.of(desk.counted("b")));
            }
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("b")));
            assertThat(sendAllOfARestartedJournal()).isEmpty();
        }

        @Test
        void what_may_not_have_been_sent_comes_again() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                assertThat(tail(journal).next()).isPresent();
            }
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("a")));
        }

        @Test
        void what_the_journal_cuts_off_was_never_sent_and_what_it_keeps_comes() throws IOException {
            desk.write(desk.counted("a"));
            assertThat(sendAllOfARestartedJournal()).hasSize(1);
            append(TODAY, lines(desk.counted("b")).get(0) + "\n{\"v\":1,\"kind\":\"conver");
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("b")));
            desk.write(desk.counted("c"));
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("c")));
        }

        @Test
        void a_position_that_cannot_be_read_is_told_and_everything_comes_again() throws IOException {
            desk.write(desk.counted("a"));
            assertThat(sendAllOfARestartedJournal()).hasSize(1);
            for (String damage : List.of("\0\0\0", "2026-11-23.jsonl", "2026-13-23.jsonl 1", "hello 1", "\u00e9")) {
                desk.problems.clear();
                Files.writeString(desk.file(POSITION), damage);
                assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("a")));
                assertThat(desk.problems)
                        .containsExactly(desk.file(POSITION)
                                + ": is damaged; files of which it does not say how far they were sent are sent again");
            }
        }

        @Test
        void a_file_that_is_shorter_than_what_was_sent_is_another_one() throws IOException {
            desk.write(desk.counted("a"), desk.counted("b"));
            assertThat(sendAllOfARestartedJournal()).hasSize(2);
            Files.delete(desk.file(TODAY));
            desk.write(desk.counted("c"));
            assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("c")));
        }
    }

    @Nested
    class A_file_that_is_deleted_before_it_was_sent {
        private final Entry[] old = new Entry[2];

        private long writeTwoAndSendOne() throws IOException {
            old[0] = desk.counted("a");
            old[1] = desk.counted("b");
            try (Journal journal = desk.journal()) {
                journal.write(List.of(old[0]));
                sendAll(tail(journal));
                journal.write(List.of(old[1]));
            }
            return lines(old[1]).get(0).length() + 1L;
        }

        @Test
        void by_a_journal_that_runs_costs_a_line_and_the_next_one_follows() throws IOException {
            desk.retention = Duration.ofDays(2);
            long lost = writeTwoAndSendOne();
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                assertThat(tail.next()).isPresent();
                desk.now = desk.now.plus(DAY.multipliedBy(3));
                journal.write(List.of(desk.counted("c")));
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("c")));
            }
            assertThat(desk.files()).containsExactly("2026-11-26.jsonl");
            assertThat(desk.problems).containsExactly(gone(TODAY, lost));
            assertThat(sendAllOfARestartedJournal()).isEmpty();
            assertThat(desk.problems).hasSize(1);
        }

        @Test
        void by_a_journal_that_starts_costs_a_line_too() throws IOException {
            long lost = writeTwoAndSendOne();
            desk.retention = Duration.ofDays(2);
            desk.now = desk.now.plus(DAY.multipliedBy(3));
            assertThat(sendAllOfARestartedJournal()).isEmpty();
            assertThat(desk.problems).containsExactly(gone(TODAY, lost));
        }

        @Test
        void costs_nothing_if_all_of_it_was_sent() throws IOException {
            writeTwoAndSendOne();
            assertThat(sendAllOfARestartedJournal()).hasSize(1);
            desk.retention = Duration.ofDays(2);
            desk.now = desk.now.plus(DAY.multipliedBy(3));
            assertThat(sendAllOfARestartedJournal()).isEmpty();
            assertThat(desk.problems).isEmpty();
        }
    }

    @Nested
    class A_file_in_use {
        @Test
        void that_somebody_replaces_by_another_comes_from_its_beginning() throws IOException {
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.counted("a")));
                assertThat(sendAll(tail)).hasSize(1);
                Files.delete(desk.file(TODAY));
                journal.write(List.of(desk.counted("b")));
                journal.write(List.of(desk.counted("c")));
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("b"), desk.counted("c")));
            }
        }

        @Test
        void of_a_slot_that_is_lost_is_left_for_what_the_new_slot_has() throws IOException {
            Journal first = desk.journal();
            try (Journal second = desk.journal()) {
                JournalTail tail = tail(second);
                first.write(List.of(desk.counted("sent"), desk.counted("left")));
                second.write(List.of(desk.counted("own")));
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("own")));
                Files.writeString(
                        desk.file(POSITION),
                        TODAY + " " + (lines(desk.counted("sent")).get(0).length() + 1));
                String owner = first.owner();
                first.close();
                Files.delete(desk.file("1.lock"));
                Files.delete(desk.file("2026-11-23.1.jsonl"));
                second.write(List.of(desk.counted("later")));

                assertThat(tail.next().orElseThrow().owner()).isEqualTo(owner);
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("left"), desk.counted("later")));
            }
        }

        @Test
        void is_read_as_far_as_it_is_on_the_disk() throws IOException {
            FailingDisk disk = new FailingDisk();
            desk.disk = disk;
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.counted("a")));
                disk.syncFails = true;
                disk.truncateFails = true;
                assertThatIOException().isThrownBy(() -> journal.write(List.of(desk.counted("b"), desk.counted("c"))));
                assertThat(desk.ids()).containsExactly("a", "b", "c");
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("a")));
            }
        }
    }

    @Nested
    class The_position {
        @Test
        void belongs_to_its_owner_alone() throws IOException {
            desk.write(desk.counted("a"));
            sendAllOfARestartedJournal();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.file(POSITION))))
                    .isEqualTo("rw-------");
        }

        @Test
        void has_a_line_for_each_file_that_there_is() throws IOException {
            desk.retention = Duration.ofDays(2);
            long length = 0;
            for (int day = 0; day < 4; day++) {
                desk.write(desk.counted("a" + day));
                length = Files.size(desk.file(desk.files().get(0)));
                sendAllOfARestartedJournal();
                desk.now = desk.now.plus(DAY);
            }
            desk.write(desk.counted("a4"));
            sendAllOfARestartedJournal();
            assertThat(Files.readAllLines(desk.file(POSITION)))
                    .containsExactly(
                            "2026-11-25.jsonl " + length, "2026-11-26.jsonl " + length, "2026-11-27.jsonl " + length);
        }

        @Test
        void is_replaced_whole_whatever_a_crash_left_beside_it() throws IOException {
            desk.write(desk.counted("a"));
            Files.writeString(desk.file(POSITION + ".new"), "2026-11-23.jsonl 99999999999");
            sendAllOfARestartedJournal();
            assertThat(desk.file(POSITION)).hasContent(TODAY + " " + Files.size(desk.file(TODAY)));
            assertThat(desk.file(POSITION + ".new")).doesNotExist();
        }

        @Test
        void that_cannot_be_written_holds_nothing_up() throws IOException {
            Path obstacle = Files.createDirectories(desk.file(POSITION + ".new").resolve("obstacle"));
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.counted("a")));
                JournalTail.Piece piece = tail.next().orElseThrow();
                assertThatIOException()
                        .isThrownBy(() -> tail.sent(piece))
                        .withMessageStartingWith("cannot write " + desk.file(POSITION) + ": ");
                assertThat(tail.next()).isEmpty();

                Files.delete(obstacle);
                journal.write(List.of(desk.counted("b")));
                assertThat(sendAll(tail)).isEqualTo(lines(desk.counted("b")));
            }
            assertThat(sendAllOfARestartedJournal()).isEmpty();
        }

        @Test
        void that_cannot_be_read_is_asked_for_again() throws IOException {
            Files.createDirectory(desk.file(POSITION));
            try (Journal journal = desk.journal()) {
                JournalTail tail = tail(journal);
                journal.write(List.of(desk.counted("a")));
                assertThatIOException()
                        .isThrownBy(tail::next)
                        .withMessageStartingWith("cannot read " + desk.file(POSITION) + ": ");
                Files.delete(desk.file(POSITION));
                assertThat(sendAll(tail)).hasSize(1);
            }
        }
    }

    @Test
    void a_name_that_is_no_file_is_passed_over() throws IOException {
        desk.now = Instant.parse("2026-11-22T12:00:00Z");
        Files.createDirectory(desk.file("2026-11-22.jsonl"));
        desk.write(desk.counted("a"));
        assertThat(sendAllOfARestartedJournal()).isEqualTo(lines(desk.counted("a")));
    }
}

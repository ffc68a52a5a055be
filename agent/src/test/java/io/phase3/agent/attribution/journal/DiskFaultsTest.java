package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFaultsTest {
    @TempDir
    private Path temporary;

    private final FailingDisk disk = new FailingDisk();
    private Desk desk;
    private Journal journal;

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(temporary.resolve("journal"));
        desk.disk = disk;
        journal = desk.journal();
        journal.write(List.of(desk.counted("a")));
    }

    @AfterEach
    void tearDown() {
        journal.close();
    }

    private List<Entry> batch() {
        return List.of(desk.counted("b"), desk.counted("c"));
    }

    private void assertFails(String reason) {
        assertThatIOException()
                .isThrownBy(() -> journal.write(batch()))
                .withMessage("cannot write " + desk.file(TODAY) + ": " + reason);
        assertThat(journal.knows(Entry.Kind.CONVERSION, "b")).isFalse();
    }

    private void assertWritesEachOnce() throws IOException {
        journal.write(batch());
        assertThat(desk.ids()).containsExactly("a", "b", "c");
        assertThat(journal.conversion("c")).isPresent();
        assertThat(desk.problems).isEmpty();
    }

    @Nested
    class A_disk_that_is_full {
        @Test
        void keeps_nothing_of_the_batch_however_much_fitted() throws IOException {
            long length = Files.size(desk.file(TODAY));
            for (long room = 0; room < 2 * length; room++) {
                disk.room = room;
                assertFails("No space left on device");
                assertThat(desk.ids()).containsExactly("a");
            }
            disk.room = Long.MAX_VALUE;
            assertWritesEachOnce();
        }

        @Test
        void lets_a_restart_find_what_was_acknowledged() throws IOException {
            disk.room = 50;
            disk.truncateFails = true;
            assertFails("No space left on device");
            journal.close();
            disk.room = Long.MAX_VALUE;
            disk.truncateFails = false;
            try (Journal next = desk.journal()) {
                next.write(batch());
            }
            assertThat(desk.ids()).containsExactly("a", "b", "c");
        }

        @Test
        void can_wait_for_another_day() throws IOException {
            disk.room = 50;
            assertFails("No space left on device");
            desk.now = desk.now.plus(Duration.ofDays(1));
            disk.room = Long.MAX_VALUE;
            assertWritesEachOnce();
            assertThat(desk.files()).hasSize(2);
        }
    }

    @Nested
    class A_sync_that_fails {
        @Test
        void is_a_failure_after_which_each_is_written_once() throws IOException {
            disk.syncFails = true;
            assertFails("Input/output error");
            disk.syncFails = false;
            assertWritesEachOnce();
        }

        @Test
        void can_be_followed_by_a_cut_that_fails() throws IOException {
            disk.syncFails = true;
            disk.truncateFails = true;
            assertFails("Input/output error");
            disk.syncFails = false;
            assertFails("Input/output error");
            disk.truncateFails = false;
            assertWritesEachOnce();
        }

        @Test
        void while_the_file_of_a_new_day_is_made_is_a_failure() throws IOException {
            desk.now = desk.now.plus(Duration.ofDays(1));
            disk.syncFails = true;
            assertThatIOException()
                    .isThrownBy(() -> journal.write(batch()))
                    .withMessage("cannot open " + desk.file("2026-11-24.jsonl") + ": Input/output error");
            disk.syncFails = false;
            assertWritesEachOnce();
        }
    }

    @Nested
    class An_interrupt {
        @Test
        void that_came_before_does_no_harm_and_is_kept() throws IOException {
            Thread.currentThread().interrupt();
            try {
                journal.write(batch());
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(desk.ids()).containsExactly("a", "b", "c");
        }

        @Test
        void that_closes_the_file_is_a_failure_after_which_each_is_written_once() throws IOException {
            disk.interruptsOnce = true;
            assertFails("the thread was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertWritesEachOnce();
        }
    }

    @Nested
    class A_file_that_somebody {
        @Test
        void deleted_goes_on_as_a_new_one() throws IOException {
            Files.delete(desk.file(TODAY));
            journal.write(batch());
            assertThat(desk.ids()).containsExactly("b", "c");
            assertThat(journal.conversion("a")).isEmpty();
            assertThat(journal.conversion("b")).isPresent();
            assertTold();
        }

        @Test
        void replaced_by_another_journal_goes_on_there() throws IOException {
            Path copy = Files.copy(desk.file(TODAY), temporary.resolve("copy"));
            Files.delete(desk.file(TODAY));
            Files.move(copy, desk.file(TODAY));
            journal.write(batch());
            assertThat(desk.ids()).containsExactly("a", "b", "c");
            assertTold();
        }

        @Test
        void replaced_by_something_else_goes_on_under_another_name() throws IOException {
            Files.delete(desk.file(TODAY));
            Files.writeString(desk.file(TODAY), "hello\n");
            journal.write(batch());
            assertThat(desk.text(TODAY)).isEqualTo("hello\n");
            assertThat(desk.ids()).containsExactly("b", "c");
            assertThat(desk.files()).contains("2026-11-23-2.jsonl");
        }

        @Test
        void emptied_goes_on_from_there() throws IOException {
            Files.writeString(desk.file(TODAY), "");
            journal.write(batch());
            assertThat(desk.ids()).containsExactly("b", "c");
            assertTold();
        }

        @Test
        void wrote_goes_on_after_it() throws IOException {
            Files.write(desk.file(TODAY), EntryFormat.line(desk.counted("x")), StandardOpenOption.APPEND);
            journal.write(batch());
            assertThat(desk.ids()).containsExactly("a", "x", "b", "c");
            assertTold();
        }

        @Test
        void deleted_with_its_directory_goes_on_with_the_same_owner() throws IOException {
            String owner = journal.owner();
            try (Stream<Path> files = Files.list(desk.directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(desk.directory);
            journal.write(batch());
            assertThat(desk.ids()).containsExactly("b", "c");
            assertThat(journal.owner()).isEqualTo(owner);
            assertThat(desk.file("0.lock")).hasContent(owner);
        }

        @Test
        void put_in_the_place_of_the_directory_is_a_failure_until_it_is_gone() throws IOException {
            Path away = temporary.resolve("away");
            Files.move(desk.directory, away);
            Files.writeString(desk.directory, "in the way");
            assertFails("Not a directory");
            Files.delete(desk.directory);
            Files.move(away, desk.directory);
            assertWritesEachOnce();
        }

        private void assertTold() {
            assertThat(desk.problems)
                    .containsExactly(
                            desk.file(TODAY)
                                    + ": somebody else deleted, replaced or changed it while it was in use; the journal goes on");
        }
    }

    @Nested
    class A_batch_on_a_disk_that_fails_now_and_then {
        @Test
        void is_written_once_in_the_end() throws IOException {
            List<String> expected = new ArrayList<>(List.of("a"));
            for (int i = 0; i < 50; i++) {
                List<Entry> batch = List.of(desk.counted("D-" + i), desk.counted("E-" + i));
                disk.room = 7L * i;
                disk.syncFails = i % 3 == 0;
                for (boolean written = false; !written; ) {
                    try {
                        journal.write(batch);
                        written = true;
                    } catch (IOException e) {
                        disk.room = Long.MAX_VALUE;
                        disk.syncFails = false;
                    }
                }
                expected.add("D-" + i);
                expected.add("E-" + i);
            }
            assertThat(desk.ids()).isEqualTo(expected);
        }
    }
}

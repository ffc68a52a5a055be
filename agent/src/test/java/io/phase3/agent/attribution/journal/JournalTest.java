package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phase3.agent.attribution.model.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path temporary;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(temporary.resolve("var").resolve("journal"));
    }

    @Nested
    class What_is_written {
        @Test
        void stands_in_the_file_of_the_day_in_UTC() throws IOException {
            desk.now = Instant.parse("2026-11-23T23:59:59.999Z");
            desk.write(desk.counted("a"));
            desk.now = Instant.parse("2026-11-24T00:00:00Z");
            desk.write(desk.counted("b"));
            assertThat(desk.files()).containsExactly(TODAY, "2026-11-24.jsonl");
            assertThat(desk.ids()).containsExactly("a", "b");
        }

        @Test
        void belongs_to_its_owner_alone() throws IOException {
            desk.write(desk.counted("a"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.directory)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.file(TODAY))))
                    .isEqualTo("rw-------");
        }

        @Test
        void is_known_at_once_unless_it_is_void_and_may_be_tried_again() throws IOException {
            try (Journal journal = desk.journal()) {
                assertThat(journal.knows(Entry.Kind.CONVERSION, "a")).isFalse();
                journal.write(List.of(desk.counted("a"), desk.pending("b"), desk.voided("c")));
                assertThat(journal.knows(Entry.Kind.CONVERSION, "a")).isTrue();
                assertThat(journal.knows(Entry.Kind.CONVERSION, "b")).isTrue();
                assertThat(journal.knows(Entry.Kind.CONVERSION, "c")).isFalse();
                assertThat(journal.knows(Entry.Kind.REVERSAL, "a")).isFalse();
                assertThat(journal.conversion("a")).contains(Split.whole("ai_coaching", 10_00));
                assertThat(journal.conversion("b")).isEmpty();
                assertThat(journal.conversion("c")).isEmpty();
                assertThat(journal.conversion("d")).isEmpty();
            }
        }

        @Test
        void is_known_after_a_restart() throws IOException {
            desk.write(desk.counted("a"), desk.counted("b"));
            desk.now = desk.now.plus(Duration.ofDays(2));
            desk.write(desk.counted("c"));
            try (Journal journal = desk.journal()) {
                for (String id : List.of("a", "b", "c")) {
                    assertThat(journal.knows(Entry.Kind.CONVERSION, id)).isTrue();
                    assertThat(journal.conversion(id)).contains(Split.whole("ai_coaching", 10_00));
                }
            }
            assertThat(desk.problems).isEmpty();
        }

        @Test
        void goes_on_in_the_same_file_after_a_restart() throws IOException {
            desk.write(desk.counted("a"));
            desk.write(desk.counted("b"));
            assertThat(desk.files()).containsExactly(TODAY);
            assertThat(desk.ids()).containsExactly("a", "b");
        }

        @Test
        void goes_on_in_a_new_file_when_the_day_changes() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                desk.now = desk.now.plus(Duration.ofDays(1));
                journal.write(List.of(desk.counted("b")));
                assertThat(journal.conversion("a")).isPresent();
                assertThat(journal.conversion("b")).isPresent();
            }
            assertThat(desk.files()).containsExactly(TODAY, "2026-11-24.jsonl");
            assertThat(desk.problems).isEmpty();
        }

        @Test
        void may_have_lone_surrogates_in_its_id() throws IOException {
            desk.write(desk.counted("\uD83D"));
            try (Journal journal = desk.journal()) {
                assertThat(journal.knows(Entry.Kind.CONVERSION, "\uD83D")).isTrue();
                assertThat(journal.knows(Entry.Kind.CONVERSION, "\uDE00")).isFalse();
                assertThat(journal.conversion("\uD83D")).isPresent();
            }
        }

        @Test
        void is_nothing_at_all_if_one_of_the_batch_could_not_be_read_back() throws IOException {
            try (Journal journal = desk.journal()) {
                List<Entry> batch =
                        List.of(desk.counted("a"), desk.sale("b").amount(-1).build());
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> journal.write(batch))
                        .withMessage("an entry has a negative amount");
                assertThat(journal.knows(Entry.Kind.CONVERSION, "a")).isFalse();
                assertThat(desk.text(TODAY)).isEmpty();
            }
        }
    }

    @Nested
    class Before_it_is_open {
        @Test
        void nothing_is_touched() {
            desk.closedJournal();
            assertThat(desk.directory).doesNotExist();
        }

        @Test
        void nothing_can_be_written() throws IOException {
            Journal journal = desk.closedJournal();
            assertThatIllegalStateException().isThrownBy(() -> journal.write(List.of(desk.counted("a"))));
        }

        @Test
        void a_file_where_the_directory_should_be_is_told_and_opening_again_is_fine() throws IOException {
            Files.createDirectories(desk.directory.getParent());
            Files.writeString(desk.directory, "in the way");
            try (Journal journal = desk.closedJournal()) {
                assertThatIOException()
                        .isThrownBy(journal::open)
                        .withMessage("cannot create the directory " + desk.directory
                                + ": there is a file of that name already");
                Files.delete(desk.directory);
                journal.open();
                journal.open();
                journal.write(List.of(desk.counted("a")));
            }
            assertThat(desk.ids()).containsExactly("a");
        }
    }

    @Nested
    class What_waits_for_Redis {
        @Test
        void is_pending_after_a_restart_in_its_order() throws IOException {
            desk.write(desk.pending("b"), desk.pending("a"));
            desk.now = desk.now.plus(Duration.ofDays(1));
            desk.write(desk.counted("x"), desk.pending("c"));
            assertThat(pendingIds()).containsExactly("b", "a", "c");
        }

        @Test
        void is_settled_once_it_counts() throws IOException {
            desk.write(desk.pending("a"), desk.pending("b"), desk.counted("a"));
            assertThat(pendingIds()).containsExactly("b");
            try (Journal journal = desk.journal()) {
                assertThat(journal.conversion("a")).contains(Split.whole("ai_coaching", 10_00));
            }
        }

        @Test
        void is_settled_once_it_is_void() throws IOException {
            desk.write(desk.pending("a"), desk.pending("b"), desk.voided("b"));
            assertThat(pendingIds()).containsExactly("a");
        }

        @Test
        void is_settled_on_another_day() throws IOException {
            desk.write(desk.pending("a"), desk.pending("b"), desk.pending("c"));
            desk.now = desk.now.plus(Duration.ofDays(1));
            desk.write(desk.counted("a"), desk.voided("b"));
            assertThat(pendingIds()).containsExactly("c");
        }

        @Test
        void is_settled_once_another_JVM_counted_it() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.pending("a"), desk.pending("b")));
                second.write(List.of(desk.counted("a"), desk.voided("b")));
            }
            assertThat(pendingIds()).containsExactly("b");
        }

        @Test
        void is_settled_even_if_another_JVM_counted_it_on_a_day_before() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                second.write(List.of(desk.counted("a")));
                desk.now = desk.now.plus(Duration.ofDays(1));
                first.write(List.of(desk.pending("a"), desk.pending("b")));
            }
            assertThat(pendingIds()).containsExactly("b");
            try (Journal journal = desk.journal()) {
                assertThat(journal.conversion("a")).isPresent();
            }
        }

        @Test
        void is_of_one_kind() throws IOException {
            desk.write(
                    desk.pending("a"),
                    Entry.of(Entry.Kind.REVERSAL, "a")
                            .amount(10_00)
                            .split(Split.whole("ai_coaching", 10_00))
                            .build());
            assertThat(pendingIds()).containsExactly("a");
        }

        @Test
        void comes_back_whole() throws IOException {
            Entry pending = desk.sale("a")
                    .split(null)
                    .state(Entry.State.PENDING)
                    .lead("00c0ffee")
                    .build();
            desk.write(pending);
            try (Journal journal = desk.journal()) {
                assertThat(journal.pending())
                        .singleElement()
                        .usingRecursiveComparison()
                        .isEqualTo(pending);
            }
        }

        private List<String> pendingIds() throws IOException {
            try (Journal journal = desk.journal()) {
                return journal.pending().stream().map(Entry::id).toList();
            }
        }
    }

    @Nested
    class What_counted_just_before_a_restart {
        @Test
        void is_recent_for_ten_minutes() throws IOException {
            desk.write(desk.counted("a"));
            desk.now = desk.now.plus(Duration.ofMinutes(5));
            desk.write(desk.counted("b"), desk.pending("c"));
            assertThat(recentIds()).containsExactly("a", "b");
            desk.now = desk.now.plus(Duration.ofMinutes(6));
            assertThat(recentIds()).containsExactly("b");
            desk.now = desk.now.plus(Duration.ofMinutes(6));
            assertThat(recentIds()).isEmpty();
        }

        @Test
        void is_recent_over_midnight() throws IOException {
            desk.now = Instant.parse("2026-11-23T23:59:00Z");
            desk.write(desk.counted("a"));
            desk.now = Instant.parse("2026-11-24T00:01:00Z");
            desk.write(desk.counted("b"));
            assertThat(recentIds()).containsExactly("a", "b");
        }

        @Test
        void is_recent_even_if_it_happened_long_before() throws IOException {
            Entry old = desk.sale("old").time(0).build();
            desk.write(desk.counted("a"), old);
            assertThat(recentIds()).containsExactly("a", "old");
        }

        @Test
        void is_recent_only_in_the_own_slot() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.counted("a")));
                second.write(List.of(desk.counted("b")));
            }
            assertThat(recentIds()).containsExactly("a");
        }

        private List<String> recentIds() throws IOException {
            try (Journal journal = desk.journal()) {
                return journal.recent().stream().map(Entry::id).toList();
            }
        }
    }

    @Nested
    class Of_more_ids_than_it_may_remember {
        @Test
        void the_oldest_are_forgotten() throws IOException {
            desk.mostIds = 1000;
            try (Journal journal = desk.journal()) {
                for (int batch = 0; batch < 200; batch++) {
                    journal.write(sales(batch * 1000, 1000));
                }
                assertThat(journal.knows(Entry.Kind.CONVERSION, "D-198999")).isFalse();
                assertThat(journal.knows(Entry.Kind.CONVERSION, "D-199000")).isTrue();
                assertThat(journal.conversion("D-199999")).isPresent();
            }
        }

        @Test
        void the_newest_are_read_back() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(sales(0, 1000));
                desk.now = desk.now.plus(Duration.ofDays(1));
                journal.write(sales(1000, 1000));
                desk.now = desk.now.plus(Duration.ofDays(1));
                journal.write(sales(2000, 1000));
            }
            desk.mostIds = 1500;
            try (Journal journal = desk.journal()) {
                assertThat(IntStream.range(0, 3000).filter(i -> journal.knows(Entry.Kind.CONVERSION, "D-" + i)))
                        .containsExactlyElementsOf(
                                IntStream.range(1500, 3000).boxed().toList());
                assertThat(journal.conversion("D-1500")).isPresent();
                journal.write(sales(3000, 600));
                assertThat(IntStream.range(0, 3600).filter(i -> journal.knows(Entry.Kind.CONVERSION, "D-" + i)))
                        .containsExactlyElementsOf(
                                IntStream.range(2100, 3600).boxed().toList());
            }
        }

        private List<Entry> sales(int first, int count) {
            List<Entry> sales = new ArrayList<>();
            for (int i = first; i < first + count; i++) {
                sales.add(desk.counted("D-" + i));
            }
            return sales;
        }
    }
}

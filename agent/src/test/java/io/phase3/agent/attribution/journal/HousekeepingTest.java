package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    private void create(String... names) throws IOException {
        for (String name : names) {
            Files.write(desk.file(name), EntryFormat.line(desk.counted(name)));
        }
    }

    @Nested
    class A_day_older_than_the_retention {
        @Test
        void is_deleted_when_the_journal_opens() throws IOException {
            desk.retention = Duration.ofDays(2);
            create("2026-11-19.jsonl", "2026-11-20.jsonl", "2026-11-20.7-2.jsonl", "2026-11-21.jsonl", TODAY);
            desk.journal().close();
            assertThat(desk.files()).containsExactly("2026-11-21.jsonl", TODAY);
            assertThat(desk.problems).isEmpty();
        }

        @Test
        void is_deleted_when_the_day_changes() throws IOException {
            desk.retention = Duration.ofHours(1);
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                desk.now = desk.now.plus(Duration.ofDays(1));
                journal.write(List.of(desk.counted("b")));
                assertThat(journal.knows(Entry.Kind.CONVERSION, "a")).isTrue();
                assertThat(journal.conversion("a")).isEmpty();
            }
            assertThat(desk.files()).containsExactly("2026-11-24.jsonl");
        }

        @Test
        void is_deleted_only_under_the_names_of_the_journal() throws IOException {
            create("2020-01-01.jsonl.bak", "notes-2020-01-01.jsonl", "2020-01-01-copy.jsonl");
            desk.journal().close();
            assertThat(desk.files()).contains("notes-2020-01-01.jsonl", "2020-01-01-copy.jsonl");
            assertThat(desk.file("2020-01-01.jsonl.bak")).exists();
        }

        @Test
        void is_kept_if_it_is_none_yet() throws IOException {
            desk.retention = Duration.ofMillis(1);
            create("2026-11-23.3.jsonl", "2026-11-24.jsonl", "2027-01-01.jsonl");
            desk.journal().close();
            assertThat(desk.files()).contains("2026-11-23.3.jsonl", "2026-11-24.jsonl", "2027-01-01.jsonl");
        }
    }

    @Nested
    class A_journal_that_outgrows_its_size {
        private final String big = "x".repeat(1000);

        @Test
        void loses_its_oldest_days() throws IOException {
            create("2026-11-19.jsonl", "2026-11-19.1.jsonl", "2026-11-20.jsonl");
            desk.maxBytes = 3 * Files.size(desk.file("2026-11-20.jsonl")) + 1000;
            try (Journal journal = desk.journal()) {
                assertThat(desk.files()).hasSize(4);
                journal.write(List.of(desk.counted(big)));
                assertThat(desk.files()).containsExactly("2026-11-20.jsonl", TODAY);
            }
            assertThat(desk.problems)
                    .containsExactly(directory + ": the journal had outgrown attribution.journal.max-size ("
                            + desk.maxBytes + " bytes); the files up to 2026-11-19 are deleted");
        }

        @Test
        void refuses_more_when_today_alone_is_too_large() throws IOException {
            desk.maxBytes = 1000;
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted(big)));
                assertThatIOException()
                        .isThrownBy(() -> journal.write(List.of(desk.counted("b"))))
                        .withMessage("cannot write " + desk.file(TODAY)
                                + ": it alone has reached attribution.journal.max-size (1000 bytes);"
                                + " conversions wait until tomorrow, or for a larger max-size");
                assertThat(journal.knows(Entry.Kind.CONVERSION, "b")).isFalse();
                desk.now = desk.now.plus(Duration.ofDays(1));
                journal.write(List.of(desk.counted("b")));
                assertThat(desk.ids()).containsExactly("b");
            }
        }
    }
}

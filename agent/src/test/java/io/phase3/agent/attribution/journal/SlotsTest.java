package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    @Nested
    class Two_journals_in_one_directory {
        @Test
        void write_files_of_their_own() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.counted("a")));
                second.write(List.of(desk.counted("b")));
                assertThat(first.owner()).isNotEqualTo(second.owner());
            }
            assertThat(desk.text(TODAY)).contains("\"a\"").doesNotContain("\"b\"");
            assertThat(desk.text("2026-11-23.1.jsonl")).contains("\"b\"").doesNotContain("\"a\"");
        }

        @Test
        void know_each_others_ids_after_a_restart() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.pending("a")));
                second.write(List.of(desk.counted("a"), desk.counted("b")));
            }
            try (Journal journal = desk.journal()) {
                assertThat(journal.knows(Entry.Kind.CONVERSION, "a")).isTrue();
                assertThat(journal.conversion("a")).isPresent();
                assertThat(journal.conversion("b")).isPresent();
            }
        }

        @Test
        void are_read_as_one_each_id_once() throws IOException {
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                first.write(List.of(desk.counted("a"), desk.pending("b"), desk.pending("c"), desk.voided("d")));
                second.write(List.of(desk.counted("a"), desk.counted("b")));
            }
            List<String> counted = new ArrayList<>();
            JournalReader.readCounted(directory, entry -> counted.add(entry.id()), desk.problems::add);
            assertThat(counted).containsExactly("a", "b");
            assertThat(desk.ids()).containsExactly("a", "b", "c", "d", "a", "b");
        }
    }

    @Nested
    class A_slot {
        @Test
        void has_the_same_owner_after_a_restart() throws IOException {
            String owner;
            String other;
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                owner = first.owner();
                other = second.owner();
            }
            try (Journal first = desk.journal();
                    Journal second = desk.journal()) {
                assertThat(first.owner()).isEqualTo(owner);
                assertThat(second.owner()).isEqualTo(other);
            }
        }

        @Test
        void is_free_again_when_its_journal_is_closed() throws IOException {
            Journal first = desk.journal();
            try (Journal second = desk.journal()) {
                String owner = first.owner();
                first.close();
                try (Journal third = desk.journal()) {
                    assertThat(third.owner()).isEqualTo(owner).isNotEqualTo(second.owner());
                }
            }
        }

        @Test
        void gets_another_owner_if_a_crash_tore_the_first_one() throws IOException {
            Files.writeString(directory.resolve("0.lock"), "7c9e6679-74");
            String owner;
            try (Journal journal = desk.journal()) {
                owner = journal.owner();
                assertThat(owner).hasSize(36);
            }
            try (Journal journal = desk.journal()) {
                assertThat(journal.owner()).isEqualTo(owner);
            }
        }

        @Test
        void of_another_process_is_taken_even_after_many_journals_of_this_one_looked() throws Exception {
            try (Journal mine = desk.journal()) {
                try (Journal next = desk.journal()) {
                    assertThat(next.owner()).isNotEqualTo(mine.owner());
                }
                // A lock that this process lost by looking at it would be free to the other one.
                assertThat(ownerSeenByAnotherProcess()).isNotEqualTo(mine.owner());
            }
            assertThat(ownerSeenByAnotherProcess())
                    .isEqualTo(Files.readString(directory.resolve("0.lock")).trim());
        }

        private String ownerSeenByAnotherProcess() throws Exception {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherJvm.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String owner = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return owner;
        }
    }

    /** Opens a journal and prints its owner. */
    static final class OtherJvm {
        private OtherJvm() {}

        public static void main(String[] arguments) throws IOException {
            try (Journal journal = new Desk(Path.of(arguments[0])).journal()) {
                System.out.print(journal.owner());
            }
        }
    }
}

package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final String OTHER_VERSION = "{\"v\":2,\"kind\":\"conversion\",\"sum\":17}\n";

    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    @Nested
    class A_line_that_a_crash_tore {
        @Test
        void is_cut_off_wherever_it_was_torn() throws IOException {
            byte[] first = EntryFormat.line(desk.counted("a"));
            byte[] second = EntryFormat.line(desk.counted("é"));
            for (int torn = 1; torn < second.length - 1; torn++) {
                desk.problems.clear();
                Files.write(desk.file(TODAY), concatenated(first, Arrays.copyOf(second, torn)));
                desk.write(desk.counted("b"));
                assertThat(desk.ids()).containsExactly("a", "b");
                assertThat(desk.problems)
                        .containsExactly(desk.file(TODAY) + ": cut off " + torn
                                + " bytes after the last whole line, left by a crash: nothing acknowledged is lost");
            }
        }

        @Test
        void is_cut_off_even_if_it_is_the_only_one() throws IOException {
            byte[] line = EntryFormat.line(desk.counted("a"));
            for (int torn = 0; torn < line.length - 1; torn++) {
                Files.write(desk.file(TODAY), Arrays.copyOf(line, torn));
                desk.write(desk.counted("b"));
                assertThat(desk.ids()).containsExactly("b");
                assertThat(desk.files()).containsExactly(TODAY);
            }
        }

        @Test
        void is_kept_if_only_its_end_is_missing() throws IOException {
            byte[] line = EntryFormat.line(desk.counted("a"));
            Files.write(desk.file(TODAY), Arrays.copyOf(line, line.length - 1));
            try (Journal journal = desk.journal()) {
                assertThat(journal.conversion("a")).isPresent();
                journal.write(List.of(desk.counted("b")));
            }
            assertThat(desk.ids()).containsExactly("a", "b");
            assertThat(desk.problems).isEmpty();
        }

        @Test
        void is_cut_off_if_the_disk_got_zeros_in_its_place() throws IOException {
            byte[] first = EntryFormat.line(desk.counted("a"));
            byte[] zeros = new byte[200_000];
            Files.write(desk.file(TODAY), concatenated(first, zeros));
            desk.write(desk.counted("b"));
            assertThat(desk.ids()).containsExactly("a", "b");
            Files.write(desk.file(TODAY), zeros);
            desk.write(desk.counted("c"));
            assertThat(desk.files()).containsExactly(TODAY);
            assertThat(desk.ids()).containsExactly("c");
        }

        @Test
        void takes_nothing_acknowledged_with_it() throws IOException {
            Random random = new Random(17);
            try (Journal journal = desk.journal()) {
                for (int i = 0; i < 300; i++) {
                    journal.write(List.of(desk.counted("D-" + i)));
                }
            }
            byte[] all = Files.readAllBytes(desk.file(TODAY));
            for (int kill = 0; kill < 100; kill++) {
                byte[] left = Arrays.copyOf(all, random.nextInt(all.length + 1));
                Files.write(desk.file(TODAY), left);
                String text = new String(left, StandardCharsets.UTF_8);
                int whole = (int) text.chars().filter(c -> c == '\n').count();
                desk.write(desk.counted("next"));
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < whole; i++) {
                    expected.add("D-" + i);
                }
                if (text.endsWith("}}")) {
                    expected.add("D-" + whole);
                }
                expected.add("next");
                assertThat(desk.ids()).isEqualTo(expected);
            }
        }

        private byte[] concatenated(byte[] first, byte[] second) {
            byte[] all = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, all, first.length, second.length);
            return all;
        }
    }

    @Nested
    class A_line_in_the_middle_that_is_no_entry {
        @Test
        void is_skipped_told_and_never_touched() throws IOException {
            desk.write(desk.counted("a"));
            append("hello\n");
            append(OTHER_VERSION);
            desk.write(desk.counted("b"));
            assertThat(desk.problems)
                    .containsExactly(
                            desk.file(TODAY) + ": 2: skipped, because the line is not JSON",
                            desk.file(TODAY)
                                    + ": 3: skipped, because the line is of version 2, and this reads version 1 alone");
            assertThat(desk.text(TODAY)).contains("hello\n" + OTHER_VERSION);
            assertThat(desk.ids()).containsExactly("a", "b");
        }

        @Test
        void is_told_three_times_and_then_counted() throws IOException {
            desk.write(desk.counted("a"));
            append("hello\n".repeat(1000));
            desk.journal().close();
            assertThat(desk.problems)
                    .hasSize(4)
                    .last()
                    .isEqualTo(desk.file(TODAY) + ": and 997 more lines like these, all skipped");
        }

        @Test
        void may_be_of_any_length() throws IOException {
            desk.write(desk.counted("a"));
            append("x".repeat(5_000_000) + "\n");
            desk.write(desk.counted("b"));
            assertThat(desk.problems)
                    .containsExactly(desk.file(TODAY) + ": 2: skipped, because the line is longer than 1048576 bytes");
            assertThat(desk.ids()).containsExactly("a", "b");
        }

        @Test
        void may_be_no_text() throws IOException {
            desk.write(desk.counted("a"));
            Files.write(desk.file(TODAY), new byte[] {'"', (byte) 0xC3, '"', '\n'}, StandardOpenOption.APPEND);
            desk.journal().close();
            assertThat(desk.problems).containsExactly(desk.file(TODAY) + ": 2: skipped, because the line is not UTF-8");
        }

        private void append(String text) throws IOException {
            Files.writeString(desk.file(TODAY), text, StandardOpenOption.APPEND);
        }
    }

    @Nested
    class A_foreign_file_under_our_name {
        @Test
        void is_never_touched() throws IOException {
            for (String foreign : List.of("hello", "hello\nworld\n", "\n", OTHER_VERSION, "{\"v\":1}\n", "\0\0x")) {
                desk.problems.clear();
                Files.deleteIfExists(desk.file("2026-11-23-2.jsonl"));
                Files.writeString(desk.file(TODAY), foreign);
                desk.write(desk.counted("a"));
                assertThat(desk.text(TODAY)).isEqualTo(foreign);
                assertThat(desk.text("2026-11-23-2.jsonl")).contains("\"a\"");
                assertThat(desk.problems)
                        .singleElement()
                        .asString()
                        .startsWith(desk.file(TODAY) + ": is no journal, because its first line ")
                        .endsWith("; it is left alone, and the journal goes on in 2026-11-23-2.jsonl");
            }
        }

        @Test
        void is_passed_over_again_after_a_restart() throws IOException {
            Files.writeString(desk.file(TODAY), "hello");
            desk.write(desk.pending("a"));
            try (Journal journal = desk.journal()) {
                assertThat(journal.pending()).hasSize(1);
                journal.write(List.of(desk.counted("b")));
            }
            assertThat(desk.ids()).containsExactly("a", "b");
            assertThat(desk.files()).containsExactly("2026-11-23-2.jsonl", TODAY);
        }

        @Test
        void may_be_a_directory() throws IOException {
            Files.createDirectory(desk.file(TODAY));
            desk.write(desk.counted("a"));
            assertThat(desk.problems)
                    .containsExactly(
                            desk.file(TODAY)
                                    + ": is not a regular file; it is left alone, and the journal goes on in 2026-11-23-2.jsonl");
        }

        @Test
        void may_be_a_link_to_somebody_elses_file() throws IOException {
            Files.writeString(directory.resolve("precious"), "");
            Files.createSymbolicLink(desk.file(TODAY), directory.resolve("precious"));
            desk.write(desk.counted("a"));
            assertThat(directory.resolve("precious")).isEmptyFile();
            assertThat(desk.text("2026-11-23-2.jsonl")).contains("\"a\"");
        }
    }

    @Nested
    class Files_with_other_names {
        @Test
        void are_not_read() throws IOException {
            for (String name : List.of("notes.jsonl", "2026-11-22.json", "2026-13-22.jsonl", "2026-11-22.0.jsonl")) {
                Files.writeString(directory.resolve(name), "hello");
            }
            desk.write(desk.counted("a"));
            assertThat(desk.ids()).containsExactly("a");
            assertThat(desk.problems).isEmpty();
        }
    }
}

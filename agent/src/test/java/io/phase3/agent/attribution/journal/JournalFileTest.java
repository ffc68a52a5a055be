package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    private JournalFile today() throws IOException {
        List<JournalFile> files = JournalReader.files(directory);
        return files.get(files.size() - 1);
    }

    private static List<String> ids(JournalFile file, long offset) throws IOException, MalformedEntryException {
        List<String> ids = new ArrayList<>();
        try (Lines lines = file.lines(offset).orElseThrow()) {
            while (lines.next() && lines.ended()) {
                ids.add(lines.entry().id());
            }
        }
        return ids;
    }

    @Nested
    class The_files_of_a_directory {
        @Test
        void come_in_the_order_of_their_days_and_without_what_is_no_journal() throws IOException {
            desk.write(desk.counted("a"));
            desk.now = desk.now.plus(Duration.ofDays(1));
            desk.write(desk.counted("b"));
            Files.createFile(directory.resolve("notes.txt"));
            assertThat(JournalReader.files(directory))
                    .extracting(JournalFile::name)
                    .containsExactly("2026-11-23.jsonl", "2026-11-24.jsonl");
        }
    }

    @Nested
    class What_is_new {
        @Test
        void is_read_from_where_the_last_reading_ended() throws Exception {
            desk.write(desk.counted("a"));
            long done = today().size();
            desk.write(desk.counted("b"), desk.counted("c"));
            assertThat(ids(today(), done)).containsExactly("b", "c");
        }

        @Test
        void ends_with_the_last_line_that_has_an_end() throws Exception {
            desk.write(desk.counted("a"));
            long whole = today().size();
            Files.writeString(desk.file(TODAY), desk.text(TODAY).strip(), StandardOpenOption.APPEND);
            try (Lines lines = today().lines(0).orElseThrow()) {
                assertThat(lines.next()).isTrue();
                assertThat(lines.end()).isEqualTo(whole);
                assertThat(lines.next()).isTrue();
                assertThat(lines.ended()).isFalse();
            }
        }

        @Test
        void is_told_by_the_number_of_its_line() throws IOException {
            desk.write(desk.counted("a"), desk.counted("b"));
            assertThat(today().lineNumber(0)).isEqualTo(1);
            assertThat(today().lineNumber(today().size())).isEqualTo(3);
        }
    }

    @Nested
    class The_first_line {
        @Test
        void stays_the_same_while_the_file_grows() throws IOException {
            desk.write(desk.counted("a"));
            String first = today().firstLine().orElseThrow();
            desk.write(desk.counted("b"));
            assertThat(today().firstLine()).contains(first);
        }

        @Test
        void tells_a_file_from_another_one_of_the_same_name() throws IOException {
            desk.write(desk.counted("a"));
            String first = today().firstLine().orElseThrow();
            Files.writeString(desk.file(TODAY), desk.text(TODAY).replace("\"a\"", "\"b\""));
            assertThat(today().firstLine()).isPresent().get().isNotEqualTo(first);
        }

        @Test
        void is_none_before_it_is_whole() throws IOException {
            Files.writeString(desk.file(TODAY), "{\"v\":1,");
            assertThat(today().firstLine()).isEmpty();
        }
    }

    @Nested
    class The_line_before_a_place {
        @Test
        void stays_the_same_while_the_file_grows() throws IOException {
            desk.write(desk.counted("a"), desk.counted("b"));
            long done = today().size();
            String last = today().lineBefore(done).orElseThrow();
            desk.write(desk.counted("c"));
            assertThat(today().lineBefore(done)).contains(last);
            assertThat(last).isNotEqualTo(today().firstLine().orElseThrow());
        }

        @Test
        void is_the_line_that_was_read() throws IOException {
            Files.writeString(desk.file(TODAY), "first\n" + "x".repeat(3_000_000) + "\nlast\n");
            try (Lines lines = today().lines(0).orElseThrow()) {
                while (lines.next()) {
                    assertThat(today().lineBefore(lines.end())).contains(lines.digest());
                }
            }
        }

        @Test
        void is_none_where_no_line_ends() throws IOException {
            Files.writeString(desk.file(TODAY), "first\nlast");
            assertThat(today().lineBefore(0)).isEmpty();
            assertThat(today().lineBefore(5)).isEmpty();
            assertThat(today().lineBefore(6)).isPresent();
            assertThat(today().lineBefore(10)).isEmpty();
            assertThat(today().lineBefore(11)).isEmpty();
        }
    }

    @Nested
    class A_file_that_is_deleted_meanwhile {
        @Test
        void has_nothing() throws IOException {
            desk.write(desk.counted("a"));
            JournalFile file = today();
            Files.delete(file.path());
            assertThat(file.size()).isZero();
            assertThat(file.lines(0)).isEmpty();
            assertThat(file.firstLine()).isEmpty();
            assertThat(file.lineBefore(1)).isEmpty();
        }
    }

    @Nested
    class A_directory_of_that_name {
        @Test
        void is_an_error_that_says_where() throws IOException {
            Files.createDirectory(desk.file(TODAY));
            assertThatIOException()
                    .isThrownBy(() -> today().lines(0))
                    .withMessage("cannot read " + desk.file(TODAY) + ": it is not a regular file");
        }
    }

    @Nested
    class A_line_from_elsewhere {
        @Test
        void is_read_by_the_same_rules() throws Exception {
            desk.write(desk.counted("a"));
            assertThat(JournalReader.entry(desk.text(TODAY).strip()).id()).isEqualTo("a");
            assertThatExceptionOfType(MalformedEntryException.class)
                    .isThrownBy(() -> JournalReader.entry("nothing"))
                    .withMessage("is not JSON");
        }
    }
}

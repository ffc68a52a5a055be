package io.phase3.agent.attribution.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JournalDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "journal.md");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    @Nested
    class Every_line_of_the_page {
        @Test
        void is_what_the_agent_writes() throws Exception {
            for (String line : lines()) {
                String written = new String(EntryFormat.line(EntryParser.parse(line)), StandardCharsets.UTF_8);
                assertThat(written).isEqualTo(line + '\n');
            }
        }
    }

    @Nested
    class The_page {
        @Test
        void has_a_line_of_every_kind_and_state() throws Exception {
            Set<Entry.Kind> kinds = EnumSet.noneOf(Entry.Kind.class);
            Set<Entry.State> states = EnumSet.noneOf(Entry.State.class);
            for (String line : lines()) {
                Entry entry = EntryParser.parse(line);
                kinds.add(entry.kind());
                states.add(entry.state());
            }
            assertThat(kinds).containsExactlyInAnyOrder(Entry.Kind.values());
            assertThat(states).containsExactlyInAnyOrder(Entry.State.values());
        }

        @Test
        void names_every_file_that_is_written() throws IOException {
            String table = Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| `"))
                    .collect(Collectors.joining());
            assertThat(table).contains("`0.lock`", "`0.streamed`", "`0.streamed.new`");
            assertThat(List.of("2026-11-23.jsonl", "2026-11-23.1.jsonl", "2026-11-23-2.jsonl", "2026-11-23.1-2.jsonl"))
                    .allSatisfy(name -> {
                        assertThat(table).contains('`' + name + '`');
                        assertThat(DayFile.of(name))
                                .hasValueSatisfying(file -> assertThat(file).hasToString(name));
                    });
        }
    }
}

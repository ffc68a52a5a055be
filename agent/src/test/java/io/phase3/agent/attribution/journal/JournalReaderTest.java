package io.phase3.agent.attribution.journal;

import static io.phase3.agent.attribution.journal.Desk.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.phase3.agent.attribution.model.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    @TempDir
    private Path directory;

    private Desk desk;

    @BeforeEach
    void setUp() {
        desk = new Desk(directory);
    }

    private Map<String, Long> sums() throws IOException {
        Map<String, Long> sums = new HashMap<>();
        JournalReader.readCounted(
                directory,
                entry -> entry.split()
                        .orElseThrow()
                        .parts()
                        .forEach((feature, cents) ->
                                sums.merge(feature, entry.kind() == Entry.Kind.REVERSAL ? -cents : cents, Long::sum)),
                desk.problems::add);
        return sums;
    }

    @Nested
    class The_sum_by_feature {
        @Test
        void is_over_all_days_with_each_entry_once() throws IOException {
            desk.write(desk.counted("a"), desk.counted("a"), desk.pending("b"), desk.pending("c"), desk.pending("d"));
            desk.now = desk.now.plus(Duration.ofDays(1));
            Entry reversal = Entry.of(Entry.Kind.REVERSAL, "a")
                    .amount(4_00)
                    .split(Split.whole("ai_coaching", 4_00))
                    .build();
            Entry direct = Entry.of(Entry.Kind.REVENUE, "a")
                    .amount(7_00)
                    .split(Split.whole("churn_prevention", 7_00))
                    .build();
            desk.write(desk.counted("b"), desk.voided("c"), reversal, direct);
            assertThat(sums()).containsOnly(Map.entry("ai_coaching", 16_00L), Map.entry("churn_prevention", 7_00L));
        }
    }

    @Nested
    class A_journal_that_is_being_written {
        @Test
        void is_read_up_to_its_last_whole_line() throws IOException {
            try (Journal journal = desk.journal()) {
                journal.write(List.of(desk.counted("a")));
                Files.writeString(desk.file(TODAY), "{\"v\":1,\"kind\":\"conv", StandardOpenOption.APPEND);
                assertThat(desk.ids()).containsExactly("a");
                assertThat(desk.problems).isEmpty();
            }
        }
    }

    @Nested
    class A_directory_that_is_missing {
        @Test
        void is_an_error_that_says_where() {
            Path missing = directory.resolve("missing");
            assertThatIOException()
                    .isThrownBy(() -> JournalReader.read(missing, entry -> {}, desk.problems::add))
                    .withMessage("cannot read the directory " + missing + ": no such file or directory");
        }
    }
}

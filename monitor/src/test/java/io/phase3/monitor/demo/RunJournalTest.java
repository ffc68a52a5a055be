package io.phase3.monitor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {

    @TempDir
    private Path directory;

    @Nested
    class Earned {

        @Test
        void isAddedUpByFeatureFromConversionsAndDirectRevenue() throws IOException {
            assertThat(read(CannedScrape.journal()).earnings().revenue())
                    .containsExactly(
                            entry("realtime_intelligence", new BigDecimal("1000.50")),
                            entry("unattributed", new BigDecimal("200.25")));
        }

        @Test
        void isNotLessForWhatIsGivenBack() throws IOException {
            assertThat(read(CannedScrape.journal()).earnings().refunds())
                    .containsExactly(entry("realtime_intelligence", new BigDecimal("200.10")));
        }

        @Test
        void isCountedOnceForEachId() throws IOException {
            assertThat(read(CannedScrape.journal()).earnings().conversions()).isEqualTo(2);
        }
    }

    @Nested
    class WhatCannotBeRead {

        @Test
        void isSaidOfALineThatSomebodyElseWrote() throws IOException {
            RunJournal journal = read("what is this?\n" + CannedScrape.journal());

            assertThat(journal.problems()).singleElement().asString().contains("2026-01-10.jsonl: 1: ");
            assertThat(journal.earnings())
                    .isEqualTo(read(CannedScrape.journal()).earnings());
        }

        @Test
        void doesNotCountIfItIsTheBeginningOfALine() throws IOException {
            String torn = CannedScrape.journal()
                    .replace("\"D-2\"", "\"D-3\"")
                    .lines()
                    .toList()
                    .get(1);
            RunJournal journal = read(CannedScrape.journal() + torn.substring(0, torn.length() / 2));

            assertThat(journal.problems()).isEmpty();
            assertThat(journal.earnings())
                    .isEqualTo(read(CannedScrape.journal()).earnings());
        }

        @Test
        void isSaidOfAFolderThatIsNotThere() {
            RunJournal journal = RunJournal.read(directory.resolve("gone"));

            assertThat(journal.problems()).singleElement().asString().endsWith("gone: there is no journal");
            assertThat(journal.earnings()).isEqualTo(Earnings.NONE);
        }
    }

    @Nested
    class BesideTheCounters {

        private final Summary counted = Summary.of(CannedScrape.scrape(), Duration.ofSeconds(10));

        @Test
        void isEqualWithFeaturesThatItDoesNotKnowBecauseTheyEarnedNothing() throws IOException {
            Summary summary = counted.with(read(CannedScrape.journal()));

            assertThat(summary.isExact()).isTrue();
            assertThat(summary.audit().orElseThrow().journalled().revenue())
                    .containsEntry("ai_coaching", new BigDecimal("0.00"));
        }

        @Test
        void isNotEqualWithOneCentMore() throws IOException {
            String oneCentMore =
                    CannedScrape.journal().replace("900.40", "900.41").replace("1000.55", "1000.56");

            assertThat(counted.with(read(oneCentMore)).audit().orElseThrow().differences())
                    .containsExactly("revenue of realtime_intelligence: $1000.50 counted, $1000.51 in the journal");
        }

        @Test
        void isNotEqualWithAConversionMore() throws IOException {
            String oneMore = CannedScrape.journal().replaceFirst("\"D-2\"", "\"D-3\"");

            assertThat(counted.with(read(oneMore)).audit().orElseThrow().differences())
                    .containsExactly(
                            "conversions: 2 counted, 3 in the journal",
                            "revenue of unattributed: $200.25 counted, $300.35 in the journal");
        }
    }

    private RunJournal read(String lines) throws IOException {
        Files.writeString(directory.resolve("2026-01-10.jsonl"), lines);
        return RunJournal.read(directory);
    }
}

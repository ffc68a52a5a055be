package io.phase3.monitor.demo;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.JournalReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the journal of a run says.
 *
 * @param problems whatever in it could not be read
 */
record RunJournal(Path directory, Earnings earnings, List<String> problems) {

    RunJournal {
        problems = List.copyOf(problems);
    }

    /** Reads it while the agent may be writing it; what cannot be read becomes a problem, and ends nothing. */
    static RunJournal read(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new RunJournal(directory, Earnings.NONE, List.of(directory + ": there is no journal"));
        }
        Adding sums = new Adding();
        List<String> problems = new ArrayList<>();
        try {
            JournalReader.readCounted(directory, sums::add, problems::add);
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
        return new RunJournal(directory, new Earnings(sums.conversions, sums.revenue, sums.refunds), problems);
    }

    /** Adds entries up. */
    private static final class Adding {
        private final SortedMap<String, BigDecimal> revenue = new TreeMap<>();
        private final SortedMap<String, BigDecimal> refunds = new TreeMap<>();
        private long conversions;

        void add(Entry entry) {
            if (entry.kind() == Entry.Kind.CONVERSION) {
                conversions++;
            }
            SortedMap<String, BigDecimal> sums = entry.kind() == Entry.Kind.REVERSAL ? refunds : revenue;
            entry.split()
                    .ifPresent(split -> split.parts()
                            .forEach((feature, cents) -> sums.merge(feature, Dollars.ofCents(cents), BigDecimal::add)));
        }
    }
}

package io.phase3.benchmarks;

import java.util.Locale;

/** Shows the memory of leads as a Markdown table. */
final class MemoryTable {
    private final TouchedLeads measured;

    MemoryTable(TouchedLeads measured) {
        this.measured = measured;
    }

    String markdown() {
        return "| leads | touches | heap after GC (MB) | bytes a lead |\n|--:|--:|--:|--:|\n"
                + String.format(
                        Locale.ROOT,
                        "| %,d | %,d | %.0f | %.0f |%n",
                        measured.leads(),
                        measured.touches(),
                        measured.heap() / 1e6,
                        measured.bytesOfLead());
    }
}

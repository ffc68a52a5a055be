package io.phase3.monitor.demo;

import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;

/** Shows a line every ten seconds, for logs and pipes, with the whole table at the end. */
final class PlainProgress implements Progress {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PrintWriter writer;
    private final SummaryTable table;
    private Duration next = PAUSE;

    PlainProgress(Terminal terminal, PrintWriter writer) {
        this.writer = writer;
        this.table = new SummaryTable(terminal);
    }

    @Override
    public void show(Summary summary) {
        if (summary.elapsed().compareTo(next) >= 0) {
            writer.println(table.line(summary));
            next = next.plus(PAUSE);
        }
    }

    @Override
    public void finish(Summary summary) {
        writer.println();
        table.lines(summary).forEach(writer::println);
    }
}

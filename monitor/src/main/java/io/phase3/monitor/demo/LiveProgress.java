package io.phase3.monitor.demo;

import io.phase3.monitor.terminal.LiveScreen;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Shows the whole table, redrawn in place. */
final class LiveProgress implements Progress {

    private final LiveScreen screen;
    private final SummaryTable table;
    private final Figures figures;

    LiveProgress(Terminal terminal) {
        Symbols symbols = terminal.symbols();
        this.screen = new LiveScreen(terminal.out());
        this.table = new SummaryTable(terminal);
        this.figures = new Figures(symbols);
    }

    @Override
    public void show(Summary summary) {
        List<String> lines = new ArrayList<>(table.lines(summary));
        lines.add("");
        lines.add("running for " + figures.elapsed(summary.elapsed()));
        screen.draw(lines);
    }

    @Override
    public void finish(Summary summary) {
        screen.draw(table.lines(summary));
    }
}

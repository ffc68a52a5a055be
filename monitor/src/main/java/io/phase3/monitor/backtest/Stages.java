package io.phase3.monitor.backtest;

import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;

/** Says on stderr how far long work is, one line for each stage, and stops where the end has been requested. */
final class Stages {
    private final PrintWriter err;
    private final boolean live;
    private final Interruption interruption;
    private String stage = "";
    private int total;
    private int done;
    private int shown;
    private long began;

    Stages(Terminal terminal, Interruption interruption) {
        this.err = terminal.err();
        this.live = terminal.live();
        this.interruption = interruption;
    }

    /** @param total how many steps it has */
    void begin(String name, int total) {
        this.stage = name;
        this.total = total;
        this.done = 0;
        this.shown = -1;
        this.began = System.nanoTime();
        show();
    }

    void step() throws InterruptedException {
        checkEnd();
        done++;
        show();
        if (done == total) {
            double seconds = (System.nanoTime() - began) / 1e9;
            err.printf(live ? "\r\u001b[K%s: %.1f s%n" : "%s: %.1f s%n", stage, seconds);
        }
    }

    private void checkEnd() throws InterruptedException {
        if (interruption.requestedWithin(Duration.ZERO)) {
            throw new CommandFailure("interrupted; nothing is left behind");
        }
    }

    private void show() {
        int percent = total == 0 ? 100 : 100 * done / total;
        if (live && percent != shown) {
            err.printf("\r\u001b[K%s %d %%", stage, percent);
            err.flush();
            shown = percent;
        }
    }
}

package io.phase3.monitor.check;

import io.phase3.monitor.terminal.Terminal;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells a person in front of a terminal how far it is, if that takes longer than a second. Any number of threads may step. */
final class Progress implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int STEPS_A_LOOK = 256;

    private final Terminal terminal;
    private final Clock clock;
    private final int total;
    private final long began;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean shown;

    Progress(Terminal terminal, Clock clock, int total) {
        this.terminal = terminal;
        this.clock = clock;
        this.total = total;
        this.began = clock.millis();
    }

    /** One more class has been looked at. */
    void step() {
        int count = done.incrementAndGet();
        if (terminal.live() && count % STEPS_A_LOOK == 0 && clock.millis() - began > PATIENCE_MILLIS) {
            shown = true;
            terminal.err().print(String.format(Locale.ROOT, "\r%,d of %,d classes", count, total));
            terminal.err().flush();
        }
    }

    /** Wipes what it has shown. */
    @Override
    public void close() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}

package io.phase3.monitor.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells of work that takes long how fast it goes, and what is left. Used by one thread. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final String what;
    private final InstantSource clock;
    private final Consumer<String> messages;
    private final Instant start;
    private Instant told;
    private long lines;
    private long left;

    /**
     * Work that begins now.
     *
     * @param bytes all that is to be done
     */
    Progress(String what, long bytes, InstantSource clock, Consumer<String> messages) {
        this.what = what;
        left = bytes;
        this.clock = clock;
        this.messages = messages;
        start = clock.instant();
        told = start;
    }

    /**
     * More has been done.
     *
     * @param more lines
     * @param bytes of these lines
     */
    void add(int more, long bytes) {
        lines += more;
        left -= bytes;
        Instant now = clock.instant();
        if (Duration.between(told, now).compareTo(EVERY) >= 0) {
            told = now;
            long perSecond = lines * 1000 / Duration.between(start, now).toMillis();
            messages.accept(String.format(
                    Locale.ROOT,
                    "%s: %,d lines collected, %,d a second; %.1f MB left",
                    what,
                    lines,
                    perSecond,
                    left / 1e6));
        }
    }
}

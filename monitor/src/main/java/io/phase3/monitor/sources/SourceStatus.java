package io.phase3.monitor.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source is doing. Immutable.
 *
 * @param name what the label {@code source} says
 * @param title how messages call it
 * @param rows how many values the last successful run gave; 0 if there was none
 * @param failure why it fails; empty while it works
 */
public record SourceStatus(
        String name,
        String title,
        Duration interval,
        Optional<Instant> lastSuccess,
        int rows,
        Optional<Instant> lastFailure,
        Optional<String> failure) {
    static SourceStatus ofNew(Source source) {
        return new SourceStatus(
                source.name(),
                source.title(),
                source.interval(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    SourceStatus succeeded(Instant at, int count) {
        return new SourceStatus(name, title, interval, Optional.of(at), count, lastFailure, Optional.empty());
    }

    SourceStatus failed(Instant at, String reason) {
        return new SourceStatus(name, title, interval, lastSuccess, rows, Optional.of(at), Optional.of(reason));
    }

    /** All of it in one line, without the name. */
    public String sentence() {
        String success = lastSuccess
                .map(at -> String.format(Locale.ROOT, "%d values at %s", rows, seconds(at)))
                .orElse("no values yet");
        String every = "every " + inSeconds(interval) + " s: " + success;
        return failure.map(reason -> every + "; fails, last at " + seconds(lastFailure.orElseThrow()) + ": " + reason)
                .orElseGet(() -> lastFailure
                        .map(at -> every + "; last failure at " + seconds(at))
                        .orElse(every));
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String inSeconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}

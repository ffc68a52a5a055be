package io.phase3.agent.attribution.journal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;

/** Times in milliseconds since the epoch as text: {@code 2026-11-23T15:04:05.123Z}. */
final class Moment {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Moment() {}

    static String text(long milliseconds) {
        return FORMAT.format(Instant.ofEpochMilli(milliseconds));
    }

    /** The milliseconds; empty if the text is not of this form, or no such time. */
    static OptionalLong milliseconds(String text) {
        try {
            return OptionalLong.of(FORMAT.parse(text, Instant::from).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException noTime) {
            return OptionalLong.empty();
        }
    }
}

package io.phase3.monitor.ledger;

import java.math.BigDecimal;
import java.util.Optional;

/** Makes of whatever a journal says the nearest that PostgreSQL stores. */
final class Storable {
    private static final char REPLACEMENT = '\uFFFD';

    /** In UTF-16 units: an entry of a B-tree has at most 2,704 bytes, and no unit makes more than 3. */
    private static final int LONGEST_NAME = 500;

    /** 0001-01-01 and 9999-12-31: years that every reader of reports understands. */
    private static final long FIRST_MILLISECOND = -62_135_596_800_000L;

    private static final long LAST_MILLISECOND = 253_402_300_799_999L;

    /** PostgreSQL's numeric has more; money has not. */
    private static final int MOST_DIGITS = 1000;

    private Storable() {}

    /** The text with U+FFFD in place of what PostgreSQL's text cannot have: U+0000, and halves of surrogate pairs. */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static boolean isPlain(char c) {
        return c != 0 && !Character.isSurrogate(c);
    }

    private static String replaced(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    /** The text, short enough to stand in an index. */
    static String name(String text) {
        return text(text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text);
    }

    /** The nearest moment of the years 1 to 9999, in milliseconds since the epoch. */
    static long time(long milliseconds) {
        return Math.max(FIRST_MILLISECOND, Math.min(LAST_MILLISECOND, milliseconds));
    }

    /** The number as PostgreSQL reads it; empty if it has a thousand digits before or after the point. */
    static Optional<String> number(BigDecimal number) {
        long before = (long) number.precision() - number.scale();
        return before > MOST_DIGITS || number.scale() > MOST_DIGITS ? Optional.empty() : Optional.of(number.toString());
    }
}

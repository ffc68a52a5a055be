package io.phase3.agent.attribution.journal;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Amounts in cents as text in dollars: {@code 13500.00}. */
final class Dollars {
    private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{2}");

    private Dollars() {}

    static String text(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    /** The cents; empty if the text is not of this form, or too large for a {@code long}. */
    static OptionalLong cents(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(text).unscaledValue().longValueExact());
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }
}

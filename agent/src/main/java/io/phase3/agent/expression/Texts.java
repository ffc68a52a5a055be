package io.phase3.agent.expression;

import java.math.BigDecimal;

/** Values as text. */
final class Texts {
    /** How many zeros a plain decimal may need before or behind its digits; beyond that an exponent is shorter. */
    private static final int MAX_ZEROS = 100;

    private Texts() {}

    /** The value's text; null if the value is, or if its {@code toString} says so. Throws what {@code toString} throws. */
    static String of(Object value) {
        if (value instanceof String) {
            return (String) value;
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof BigDecimal) {
            BigDecimal number = (BigDecimal) value;
            boolean absurd = Math.abs((long) number.scale()) > MAX_ZEROS;
            return absurd ? number.toString() : number.toPlainString();
        }
        if (value instanceof Class) {
            return ClassTexts.of((Class<?>) value);
        }
        return value == null ? null : value.toString();
    }

    /** Whether the value is text by nature, rather than something that can be turned into text. */
    static boolean isText(Object value) {
        return value instanceof CharSequence || value instanceof Character;
    }
}

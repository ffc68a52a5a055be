package io.phase3.agent.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** The application's numbers as exact decimals. */
final class Decimals {
    /** Without an exponent, and short enough to be read in no time. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    private Decimals() {}

    /**
     * The number's exact value; for binary floating point the shortest decimal that stands for it, so 0.1 is 0.1.
     *
     * @throws EvaluationFailure if the value is no number or not finite
     */
    static BigDecimal of(Object value) {
        if (isLong(value)) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        if (value instanceof Double) {
            return ofDouble((Double) value);
        }
        if (value instanceof Float) {
            float number = (Float) value;
            return Float.isNaN(number) || Float.isInfinite(number)
                    ? ofDouble(number)
                    : new BigDecimal(value.toString());
        }
        if (value instanceof BigInteger) {
            return new BigDecimal((BigInteger) value);
        }
        if (value instanceof Number) {
            return ofNumber((Number) value);
        }
        throw EvaluationFailure.notA("a number", value);
    }

    /**
     * The number that a text such as {@code 1200} or {@code 0.003} stands for: the value of a header.
     *
     * @throws EvaluationFailure if it stands for none
     */
    static BigDecimal read(Object text) {
        String digits = text.toString();
        if (!PLAIN.matcher(digits).matches()) {
            throw EvaluationFailure.notA("a number", text);
        }
        return new BigDecimal(digits);
    }

    /**
     * The number itself.
     *
     * @throws EvaluationFailure if it is so large that rounding it to cents would fill the memory with zeros
     */
    static BigDecimal bounded(BigDecimal number) {
        if (number.signum() != 0 && (long) number.precision() - number.scale() > Lexer.MAX_EXPONENT + 1) {
            throw new EvaluationFailure("a number beyond 10^" + Lexer.MAX_EXPONENT);
        }
        return number;
    }

    private static BigDecimal ofDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new EvaluationFailure("not a finite number");
        }
        return BigDecimal.valueOf(value);
    }

    private static BigDecimal ofNumber(Number value) {
        if (value instanceof AtomicInteger
                || value instanceof AtomicLong
                || value instanceof LongAdder
                || value instanceof LongAccumulator) {
            return BigDecimal.valueOf(value.longValue());
        }
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException notExact) {
            return ofDouble(value.doubleValue());
        }
    }

    /** Compares by value, {@code 1.0} equal to {@code 1}; without an allocation if both numbers are integral. */
    static int compare(Object left, Object right) {
        return isLong(left) && isLong(right)
                ? Long.compare(((Number) left).longValue(), ((Number) right).longValue())
                : of(left).compareTo(of(right));
    }

    private static boolean isLong(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }
}

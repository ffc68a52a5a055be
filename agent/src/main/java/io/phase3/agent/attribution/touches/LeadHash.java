package io.phase3.agent.attribution.touches;

/** A lead as Phase 3 knows it: 128 bits of a keyed hash of its id, from which nobody gets the id back. Immutable. */
public final class LeadHash {
    private static final int DIGITS = 32;

    private final long high;
    private final long low;

    /** The hash with these bits. */
    public LeadHash(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /**
     * The hash that {@link #toString} has written.
     *
     * @throws IllegalArgumentException if these are not 32 hexadecimal digits
     */
    public static LeadHash parse(String digits) {
        if (digits.length() != DIGITS) {
            throw notAHash();
        }
        return new LeadHash(bits(digits, 0), bits(digits, DIGITS / 2));
    }

    private static long bits(String digits, int from) {
        long bits = 0;
        for (int i = from; i < from + DIGITS / 2; i++) {
            char digit = digits.charAt(i);
            // Character.digit knows digits of other scripts too.
            int value = digit > 'f' ? -1 : Character.digit(digit, 16);
            if (value < 0) {
                throw notAHash();
            }
            bits = bits << 4 | value;
        }
        return bits;
    }

    /** Without the text, which may be a lead's id. */
    private static IllegalArgumentException notAHash() {
        return new IllegalArgumentException("the hash of a lead is " + DIGITS + " hexadecimal digits");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeadHash && ((LeadHash) other).high == high && ((LeadHash) other).low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        char[] digits = new char[DIGITS];
        write(high, digits, 0);
        write(low, digits, DIGITS / 2);
        return new String(digits);
    }

    private static void write(long bits, char[] digits, int from) {
        for (int i = 0; i < DIGITS / 2; i++) {
            int shift = Long.SIZE - 4 * (i + 1);
            digits[from + i] = Character.forDigit((int) (bits >>> shift) & 0xf, 16);
        }
    }
}

package io.phase3.agent.attribution.touches;

/** A lead as Phase 3 knows it: 128 bits of a keyed hash of its id, from which nobody gets the id back. Immutable. */
public final class LeadHash {
    private final long high;
    private final long low;

    /** The hash with these bits. */
    public LeadHash(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** The hash that {@link #toString} wrote. */
    public static LeadHash parse(String digits) {
        return new LeadHash(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
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
        return String.format("%016x%016x", high, low);
    }
}

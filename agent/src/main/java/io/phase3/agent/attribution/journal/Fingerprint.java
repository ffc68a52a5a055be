package io.phase3.agent.attribution.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a kind and an id, however long the id is: the first of the SHA-256 of {@code CONVERSION:id}, in
 * UTF-16 with the high byte first. Ledgers keep it, so that it must never change. Immutable.
 */
public final class Fingerprint {
    private final long high;
    private final long low;

    Fingerprint(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** That of an entry with this kind and id. */
    public static Fingerprint of(Entry.Kind kind, String id) {
        // Not as UTF-8: to it, all lone surrogates are the same.
        String text = kind + ":" + id;
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
            return new Fingerprint(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first 64 bits. */
    public long high() {
        return high;
    }

    /** The last 64 bits. */
    public long low() {
        return low;
    }
}

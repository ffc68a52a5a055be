package io.phase3.agent.attribution.touches;

/** Turns lead ids into what may be stored: HMAC-SHA-256 under a secret key, cut to 128 bits. Safe for many threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class LeadHasher {

    /** A hasher with the secret; equal secrets give equal hashes in all JVMs. */
    public LeadHasher(byte[] key) {}

    /** The hash of the id. */
    public LeadHash hash(String lead) {
        throw new UnsupportedOperationException("to be built");
    }
}

package io.phase3.agent.attribution.touches;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns lead ids into what may be stored: HMAC-SHA-256 under a secret key, cut to 128 bits. Safe for many threads. */
public final class LeadHasher {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private Mac mac;

    /**
     * A hasher with the secret; equal secrets give equal hashes in all JVMs.
     *
     * @param key at least one byte
     * @throws IllegalArgumentException if the key is empty
     */
    public LeadHasher(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key under which leads are hashed must not be empty");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The hash of the id.
     *
     * @throws IllegalStateException if this JVM has no HMAC-SHA-256, or one that refuses the key
     */
    public synchronized LeadHash hash(String lead) {
        if (mac == null) {
            // Not in the constructor: the first one starts all of the JVM's cryptography, which takes its time.
            mac = start();
        }
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(lead.getBytes(StandardCharsets.UTF_8)));
        return new LeadHash(hash.getLong(), hash.getLong());
    }

    private Mac start() {
        try {
            Mac started = Mac.getInstance(ALGORITHM);
            started.init(key);
            return started;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("leads cannot be hashed: " + e.getMessage(), e);
        }
    }
}

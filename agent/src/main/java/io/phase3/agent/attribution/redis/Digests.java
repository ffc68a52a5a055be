package io.phase3.agent.attribution.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of text in hexadecimal digits. */
final class Digests {
    private Digests() {}

    /** @param algorithm one that every JVM has */
    static String hexadecimal(String algorithm, String text) {
        try {
            StringBuilder digits = new StringBuilder();
            for (byte octet : MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8))) {
                digits.append(Character.forDigit(octet >> 4 & 0xf, 16)).append(Character.forDigit(octet & 0xf, 16));
            }
            return digits.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

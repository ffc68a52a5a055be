package io.phase3.monitor.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or a key, which never prints itself. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** The secret with this value; may be empty. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself, for whoever has to prove that it is known. */
    public String reveal() {
        return value;
    }

    /** Takes the same time wherever the two differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "…";
    }
}

package io.phase3.monitor.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Lets in who sends the one user and password there is, and tells nothing by the time it takes. */
final class Doorkeeper {
    private static final String SCHEME = "Basic ";

    private final byte[] expected;

    Doorkeeper(HttpSettings.BasicAuth auth) {
        expected = digest((auth.user() + ":" + auth.password().reveal()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the request carries user and password. */
    boolean knows(Request request) {
        String authorization = request.header("Authorization");
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] sent = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).trim());
            // Of digests, because the comparison itself would tell how long the password is.
            return MessageDigest.isEqual(expected, digest(sent));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

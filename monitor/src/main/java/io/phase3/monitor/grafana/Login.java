package io.phase3.monitor.grafana;

import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * As whom Grafana is asked.
 *
 * @param who as messages name it
 * @param header the value of the header {@code Authorization}
 */
public record Login(String who, Secret header) {

    /** A user with a password. */
    public static Login user(String name, Secret password) {
        byte[] pair = (name + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return new Login(
                "user '" + name + "'", Secret.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /**
     * A service account, by its token.
     *
     * @throws IOException if it cannot be one; Java's client would say so, too, and the token with it
     */
    public static Login token(Secret token) throws IOException {
        if (!token.reveal().matches("[!-~]+")) {
            throw new IOException("the token has spaces, line ends or other characters that no token has:"
                    + " it has to stand alone in its file or variable");
        }
        return new Login("the token", Secret.of("Bearer " + token.reveal()));
    }
}

package io.phase3.monitor.grafana;

import io.phase3.monitor.secret.Secret;
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

    /** A service account, by its token. */
    public static Login token(Secret token) {
        return new Login("the token", Secret.of("Bearer " + token.reveal()));
    }
}

package io.phase3.monitor.http;

import io.phase3.monitor.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the endpoint is reached; immutable.
 *
 * @param host the name or address to listen on
 * @param firstPort the first port to try; 0 for any free one
 * @param lastPort the last port to try, at most 65535; equal to the first one if there is only that
 * @param threads how many pages may be worked on at a time; at least 1
 * @param limit how long one connection may take, from its beginning to its end; at least a millisecond
 * @param basicAuth who may read; everybody if empty
 * @param tls the server's certificate; plain HTTP if empty
 */
public record HttpSettings(
        String host,
        int firstPort,
        int lastPort,
        int threads,
        Duration limit,
        Optional<BasicAuth> basicAuth,
        Optional<Tls> tls) {

    /** @throws IllegalArgumentException if a number is outside its range */
    public HttpSettings {
        require(firstPort >= 0 && firstPort <= lastPort && lastPort <= 65_535, "no range of ports");
        require(threads >= 1, "no thread");
        require(limit.toMillis() >= 1, "no time");
    }

    /**
     * The one user of HTTP basic authentication (RFC 7617).
     *
     * @param user not empty, without a colon, which ends it on the wire
     */
    public record BasicAuth(String user, Secret password) {
        /** @throws IllegalArgumentException if the user cannot be sent */
        public BasicAuth {
            require(!user.isEmpty() && user.indexOf(':') < 0, "the user of basic auth must be a name without a colon");
        }
    }

    /** Where the server's certificate and its key are; read once, at the start. */
    public sealed interface Tls {}

    /** A key store, PKCS12 or JKS, with one private key and its chain, both under the same password. */
    public record KeyStoreFile(Path file, Secret password) implements Tls {}

    /**
     * Files in PEM, as Prometheus' web configuration has them.
     *
     * @param certificates the server's certificate first, then those that lead to its root
     * @param key the private key in PKCS#8, not encrypted
     */
    public record PemFiles(Path certificates, Path key) implements Tls {}

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

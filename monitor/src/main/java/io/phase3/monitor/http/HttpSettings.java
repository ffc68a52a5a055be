package io.phase3.monitor.http;

import io.phase3.monitor.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the endpoint is reached; immutable.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on, at most 65535; 0 for any free one
 * @param threads how many pages may be worked on at a time; at least 1
 * @param limit how long one connection may take, from its beginning to its end; at least a millisecond
 * @param basicAuth who may read; everybody if empty
 * @param tls the server's certificate; plain HTTP if empty
 */
public record HttpSettings(
        String host, int port, int threads, Duration limit, Optional<BasicAuth> basicAuth, Optional<PemFiles> tls) {

    /** @throws IllegalArgumentException if a number is outside its range */
    public HttpSettings {
        require(port >= 0 && port <= 65_535, "no port");
        require(threads >= 1, "no thread");
        require(limit.toMillis() >= 1, "no time");
    }

    /** The same, but on another port. */
    public HttpSettings withPort(int other) {
        return new HttpSettings(host, other, threads, limit, basicAuth, tls);
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

    /**
     * Where the server's certificate and its key are, in PEM, as Prometheus' web configuration has them; read once, at the
     * start.
     *
     * @param certificates the server's certificate first, then those that lead to its root
     * @param key the private key in PKCS#8, not encrypted
     */
    public record PemFiles(Path certificates, Path key) {}

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

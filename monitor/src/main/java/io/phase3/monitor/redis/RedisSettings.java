package io.phase3.monitor.redis;

import io.phase3.monitor.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The Redis that agents share. Immutable.
 *
 * @param uri {@code redis://host:port/database}, or {@code rediss://…} for TLS; without user and password
 * @param cluster whether the uri is a node of a Redis Cluster
 * @param keyPrefix what every key of the agents begins with
 * @param timeout how long connecting, and each answer, may take
 */
public record RedisSettings(
        URI uri,
        Optional<String> user,
        Optional<Secret> password,
        boolean cluster,
        String keyPrefix,
        Duration timeout) {}

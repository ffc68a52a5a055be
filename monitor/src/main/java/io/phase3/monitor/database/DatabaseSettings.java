package io.phase3.monitor.database;

import io.phase3.monitor.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Where PostgreSQL is. Immutable.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without user and password
 * @param migrate whether the exporter makes, and brings up to date, the schema {@code phase3} itself
 * @param maxConnections how many connections there may be at once, at least 2
 * @param connectTimeout how long a connection may be waited for, at least 250 ms
 */
public record DatabaseSettings(
        String url,
        String user,
        Optional<Secret> password,
        boolean migrate,
        int maxConnections,
        Duration connectTimeout) {}

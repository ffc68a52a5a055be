package io.phase3.monitor.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * Where the demo's stores are; neither asks for a password.
 *
 * @param database {@code jdbc:postgresql://host:port/database}
 * @param redis {@code redis://host:port/database}
 */
record StoreAddresses(String database, String user, String redis) {

    private static final String JDBC = "jdbc:postgresql://";

    /** Out of the line that they write when they are there; empty for any other one. */
    static Optional<StoreAddresses> of(String line) {
        try {
            JsonNode addresses = new ObjectMapper().readTree(line);
            return addresses != null && addresses.hasNonNull("redis")
                    ? Optional.of(new StoreAddresses(
                            addresses.path("database").asText(),
                            addresses.path("user").asText(),
                            addresses.path("redis").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** As psql wants it. */
    String psql() {
        return "postgresql://" + user + "@" + database.substring(JDBC.length());
    }
}

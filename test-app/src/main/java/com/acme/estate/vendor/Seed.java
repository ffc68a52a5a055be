package com.acme.estate.vendor;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/** The number from which all randomness of one run follows. */
public record Seed(long value) {

    /** A stream of random numbers of its own: drawing from one never moves another. Safe for many threads. */
    public Random stream(String name) {
        UUID mixed = UUID.nameUUIDFromBytes((value + "/" + name).getBytes(StandardCharsets.UTF_8));
        return new Random(mixed.getMostSignificantBits() ^ mixed.getLeastSignificantBits());
    }
}

package io.phase3.monitor.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;

/** A directory of journals as several agents would have written it. */
final class Journals {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.000Z");
    private static final String[] FEATURES = {"realtime_intelligence", "ai_coaching", "churn_prevention"};

    final Path directory;

    Journals(Path directory) {
        this.directory = directory;
    }

    static String conversion(String id, String amount, String split) {
        return "{\"v\":1,\"kind\":\"conversion\",\"id\":\"" + id
                + "\",\"time\":\"2026-11-23T15:04:05.123Z\",\"type\":\"sale\"," + "\"lead\":\"5f2b8c0d\",\"amount\":\""
                + amount + "\",\"model\":\"weights\",\"split\":" + split + "}";
    }

    /** All of it earned by {@code ai_coaching}. */
    static String conversion(String id, String amount) {
        return conversion(id, amount, "{\"ai_coaching\":\"" + amount + "\"}");
    }

    static String reversal(String id, String amount) {
        return "{\"v\":1,\"kind\":\"reversal\",\"id\":\"" + id
                + "\",\"time\":\"2026-11-24T09:00:00.000Z\",\"amount\":\"" + amount + "\",\"split\":{\"ai_coaching\":\""
                + amount + "\"}}";
    }

    static String revenue(String id, String amount) {
        return "{\"v\":1,\"kind\":\"revenue\",\"id\":\"" + id + "\",\"time\":\"2026-11-23T15:04:07.500Z\",\"amount\":\""
                + amount + "\",\"split\":{\"churn_prevention\":\"" + amount + "\"}}";
    }

    /** A conversion that is to be attributed later. */
    static String pending(String id, String amount) {
        return "{\"v\":1,\"kind\":\"conversion\",\"state\":\"pending\",\"id\":\"" + id
                + "\",\"time\":\"2026-11-23T15:04:06.000Z\",\"amount\":\"" + amount + "\"}";
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Appends whole lines. */
    void append(String file, String... lines) throws IOException {
        Files.createDirectories(directory);
        for (String line : lines) {
            Files.writeString(file(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /**
     * Writes the days of two replicas: conversions, of which one in eight was pending first, one in ten is reversed, and one in
     * fifty written by both; and revenue.
     */
    void fill(int entries, Random random) throws IOException {
        Files.createDirectories(directory);
        int perDay = Math.max(1, entries / 10);
        int id = 0;
        int reversed = 0;
        for (int left = entries, day = 0; left > 0; day++) {
            LocalDate date = NOON.atZone(ZoneOffset.UTC).toLocalDate().plusDays(day);
            try (BufferedWriter first = Files.newBufferedWriter(file(date + ".jsonl"));
                    BufferedWriter second = Files.newBufferedWriter(file(date + ".1.jsonl"))) {
                for (int i = 0; i < perDay && left > 0; i++, left--) {
                    Instant time = NOON.plusSeconds(86_400L * day + i % 40_000);
                    BufferedWriter file = random.nextInt(3) == 0 ? second : first;
                    int kind = random.nextInt(100);
                    if (kind < 10 && reversed < id) {
                        write(file, entry("reversal", reversed++, time, random));
                    } else if (kind < 20) {
                        write(file, entry("revenue", id++, time, random));
                    } else {
                        if (random.nextInt(8) == 0) {
                            write(file, pending("deal-" + id, "1.00"));
                        }
                        String line = entry("conversion", id++, time, random);
                        write(file, line);
                        if (random.nextInt(50) == 0) {
                            write(file == first ? second : first, line);
                        }
                    }
                }
            }
        }
    }

    private static void write(BufferedWriter file, String line) throws IOException {
        file.append(line).append('\n');
    }

    private static String entry(String kind, int id, Instant time, Random random) {
        long first = random.nextInt(1_000_000);
        long second = random.nextInt(1_000_000);
        String feature = FEATURES[random.nextInt(FEATURES.length)];
        String attributed = kind.equals("conversion")
                ? ",\"type\":\"sale\",\"lead\":\"5f2b8c0d9e4a71360c1d2e3f4a5b6c7d\",\"model\":\"weights\",\"touches\":[[\""
                        + feature + "\"," + (time.toEpochMilli() - 86_400_000L) + "],[\"" + feature + "\","
                        + (time.toEpochMilli() - 3_600_000L) + "]]"
                : "";
        return "{\"v\":1,\"kind\":\"" + kind + "\",\"id\":\"deal-" + id + "\",\"time\":\""
                + time.toString().replace("Z", ".000Z") + "\",\"amount\":\"" + dollars(first + second) + "\""
                + attributed
                + ",\"split\":{\"" + feature + "\":\"" + dollars(first) + "\",\"unattributed\":\"" + dollars(second)
                + "\"}}";
    }

    private static String dollars(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}

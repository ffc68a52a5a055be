package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Fingerprint;
import io.phase3.monitor.RealPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Thirty days of entries, one of which has 23 hours, and what they come to, by additions of its own. */
final class SeededMoney {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final LocalDate LAST = LocalDate.of(2024, 3, 11);

    /** Clocks go forward. */
    private static final LocalDate SHORT_DAY = LocalDate.of(2024, 3, 10);

    private static final int DAYS = 30;

    /** In the order of the agent's weights. */
    private static final List<String> FEATURES =
            List.of("realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<Row> rows = new ArrayList<>();

    private record Visit(String feature, long time) {}

    private record Row(
            String kind,
            String id,
            LocalDate day,
            Instant time,
            long cents,
            Map<String, Long> split,
            List<Visit> visits) {
        boolean is(String other) {
            return kind.equals(other);
        }
    }

    /** How a report may split revenue. */
    enum Model {
        AS_RECORDED,
        LINEAR,
        LAST_TOUCH
    }

    /** What some days come to; the sums by feature are in cents. */
    record Sums(long credits, long reversals, long conversions, Map<String, Long> revenue, Map<String, Long> touched) {}

    SeededMoney() {
        LocalDate first = LAST.minusDays(DAYS - 1);
        for (int d = 0; d < DAYS; d++) {
            LocalDate day = first.plusDays(d);
            for (int i = 0; i < 5 + d % 4; i++) {
                LocalTime time = i == 0
                        ? LocalTime.MIDNIGHT
                        : i == 1 ? LocalTime.of(23, 59, 59, 999_000_000) : LocalTime.of(3 * i - 3, 7 * d % 60);
                conversion(d + "-" + i, day, time, 10_001 + (d * 13L + i) * 7_919 % 50_000, d + i);
            }
            giveBack(day, (d - 3) + "-2", 1);
            giveBack(day, (d - 10) + "-3", 3);
            if (d % 5 == 4) {
                add("reversal", "gone-" + d, day, LocalTime.NOON, 77, Map.of("ai_coaching", 77L), List.of());
            }
            if (d % 4 == 1) {
                add(
                        "revenue",
                        "retained-" + d,
                        day,
                        LocalTime.NOON,
                        3_333,
                        Map.of("churn_prevention", 3_333L),
                        List.of());
            }
        }
        conversion("before-the-hour-that-is-missing", SHORT_DAY, LocalTime.of(1, 59, 59, 999_000_000), 100, 3);
        conversion("after-it", SHORT_DAY, LocalTime.of(3, 0), 1, 3);
        conversion("too-late", LAST.plusDays(1), LocalTime.MIDNIGHT, 999_999, 3);
    }

    private void conversion(String id, LocalDate day, LocalTime time, long cents, int kind) {
        List<Visit> visits = new ArrayList<>();
        int count = kind % 5;
        for (int i = 0; i < count; i++) {
            long before = Duration.ofHours(10L * (count - i)).toMillis();
            visits.add(new Visit(
                    FEATURES.get((kind * 2 + i * i) % FEATURES.size()),
                    day.atTime(time).atZone(ZONE).toInstant().toEpochMilli() - before));
        }
        Map<String, Long> split = new LinkedHashMap<>();
        if (count > 0) {
            split.merge(visits.get(0).feature(), cents / 2, Long::sum);
            split.merge(visits.get(count - 1).feature(), cents / 3, Long::sum);
        }
        split.merge(
                "unattributed",
                cents - split.values().stream().mapToLong(part -> part).sum(),
                Long::sum);
        add("conversion", id, day, time, cents, split, visits);
    }

    /** Reverses one part in so many of a conversion that is there, as its split was recorded. */
    private void giveBack(LocalDate day, String id, int parts) {
        rows.stream().filter(row -> row.id().equals(id)).findFirst().ifPresent(conversion -> {
            long cents = conversion.cents() / parts;
            add(
                    "reversal",
                    id,
                    day,
                    LocalTime.of(12, 30),
                    cents,
                    largestRemainders(cents, conversion.split()),
                    List.of());
        });
    }

    private void add(
            String kind,
            String id,
            LocalDate day,
            LocalTime time,
            long cents,
            Map<String, Long> split,
            List<Visit> visits) {
        Map<String, Long> parts = new LinkedHashMap<>(split);
        parts.values().removeIf(part -> part == 0);
        rows.add(new Row(kind, id, day, day.atTime(time).atZone(ZONE).toInstant(), cents, parts, visits));
    }

    /** Rounded down, and the cents that are left one each to the largest fractions, of equal ones to the earlier. */
    private static Map<String, Long> largestRemainders(long cents, Map<String, Long> shares) {
        long whole = shares.values().stream().mapToLong(share -> share).sum();
        Map<String, Long> parts = new LinkedHashMap<>();
        shares.forEach((feature, share) -> parts.put(feature, cents * share / whole));
        long left = cents - parts.values().stream().mapToLong(part -> part).sum();
        List<String> order = new ArrayList<>(shares.keySet());
        order.sort(Comparator.comparingLong(feature -> -(cents * shares.get(feature) % whole)));
        order.subList(0, (int) left).forEach(feature -> parts.merge(feature, 1L, Long::sum));
        return parts;
    }

    /** What the days from this one to {@link #LAST} come to. */
    Sums sums(LocalDate from, Model model) {
        long credits = 0;
        long reversals = 0;
        long conversions = 0;
        Map<String, Long> revenue = new TreeMap<>();
        Map<String, Long> touched = new TreeMap<>();
        for (Row row : rows) {
            if (row.day().isBefore(from) || row.day().isAfter(LAST)) {
                continue;
            }
            Map<String, Long> parts = parts(row, model);
            int sign = row.is("reversal") ? -1 : 1;
            parts.forEach((feature, cents) -> revenue.merge(feature, sign * cents, Long::sum));
            if (row.is("reversal")) {
                reversals += row.cents();
            } else {
                credits += row.cents();
            }
            if (row.is("conversion")) {
                conversions++;
                Set<String> concerned = new HashSet<>(parts.keySet());
                row.visits().forEach(visit -> concerned.add(visit.feature()));
                concerned.forEach(feature -> touched.merge(feature, 1L, Long::sum));
            }
        }
        return new Sums(credits, reversals, conversions, revenue, touched);
    }

    private Map<String, Long> parts(Row row, Model model) {
        if (model == Model.AS_RECORDED || row.is("revenue")) {
            return row.split();
        }
        if (row.is("conversion")) {
            return anew(row, model);
        }
        return rows.stream()
                .filter(other -> other.is("conversion") && other.id().equals(row.id()))
                .findFirst()
                .map(conversion -> largestRemainders(row.cents(), anew(conversion, model)))
                .orElse(row.split());
    }

    private static Map<String, Long> anew(Row conversion, Model model) {
        List<Visit> visits = conversion.visits();
        if (visits.isEmpty()) {
            return Map.of("unattributed", conversion.cents());
        }
        if (model == Model.LAST_TOUCH) {
            return Map.of(visits.get(visits.size() - 1).feature(), conversion.cents());
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String feature : FEATURES) {
            long count = visits.stream()
                    .filter(visit -> visit.feature().equals(feature))
                    .count();
            if (count > 0) {
                counts.put(feature, count);
            }
        }
        Map<String, Long> parts = largestRemainders(conversion.cents(), counts);
        parts.values().removeIf(part -> part == 0);
        return parts;
    }

    /** As the agents of two JVMs would have written it; some lines are there twice. */
    void writeJournals(Path directory) throws IOException {
        Map<String, StringBuilder> files = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String line = line(row) + "\n";
            LocalDate day = row.time().atZone(ZoneOffset.UTC).toLocalDate();
            files.computeIfAbsent(day + ".jsonl", name -> new StringBuilder()).append(line);
            if (i % 10 == 0) {
                files.computeIfAbsent(day + ".1.jsonl", name -> new StringBuilder())
                        .append(line);
            }
        }
        Files.createDirectories(directory);
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    private static String line(Row row) {
        String split = row.split().entrySet().stream()
                .map(part -> "\"" + part.getKey() + "\":\"" + BigDecimal.valueOf(part.getValue(), 2) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"v\":1,\"kind\":\"" + row.kind() + "\",\"id\":\"" + row.id() + "\",\"time\":\""
                + MOMENT.format(row.time()) + "\",\"amount\":\"" + BigDecimal.valueOf(row.cents(), 2) + "\",\"split\":"
                + split + (row.visits().isEmpty() ? "" : ",\"touches\":" + touches(row)) + "}";
    }

    private static String touches(Row row) {
        return row.visits().stream()
                .map(visit -> "[\"" + visit.feature() + "\"," + visit.time() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    void insert(RealPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into phase3.ledger_entry
                            (entry_key, kind, id, occurred_at, amount_minor, features, parts_minor, touches, journal)
                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, 'app')""")) {
            for (Row row : rows) {
                Fingerprint key = Fingerprint.of(Entry.Kind.valueOf(row.kind().toUpperCase(Locale.ROOT)), row.id());
                insert.setObject(1, new UUID(key.high(), key.low()));
                insert.setString(2, row.kind());
                insert.setString(3, row.id());
                insert.setObject(4, row.time().atOffset(ZoneOffset.UTC));
                insert.setLong(5, row.cents());
                insert.setArray(
                        6, connection.createArrayOf("text", row.split().keySet().toArray()));
                insert.setArray(
                        7,
                        connection.createArrayOf("bigint", row.split().values().toArray()));
                insert.setString(8, row.visits().isEmpty() ? null : touches(row));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        postgres.execute("""
                insert into phase3.ledger_total
                select feature, case kind when 'reversal' then 'reversal' else 'credit' end as side, sum(minor), count(*)
                from phase3.ledger_entry, unnest(features, parts_minor) as part (feature, minor)
                group by feature, side""");
    }
}

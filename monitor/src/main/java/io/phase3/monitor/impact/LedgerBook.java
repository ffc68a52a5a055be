package io.phase3.monitor.impact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Fingerprint;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.monitor.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** The ledger in PostgreSQL. */
final class LedgerBook implements MoneyBook {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final String COLUMNS = """
            select kind, id, occurred_at, amount_minor, features, parts_minor, touches::text
            from phase3.ledger_entry
            """;

    private final ReportDatabase database;
    private final ObjectMapper json = new ObjectMapper();

    LedgerBook(ReportDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "ledger in " + database.url();
    }

    @Override
    public void read(Instant start, Instant end, Consumer<Entry> entries) throws UnreadableException {
        database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(COLUMNS + "where occurred_at >= ? and occurred_at < ?")) {
                select.setObject(1, ReportDatabase.time(start));
                select.setObject(2, ReportDatabase.time(end));
                each(select, entries);
                return null;
            }
        });
    }

    @Override
    public Map<String, Entry> conversions(Collection<String> ids) throws UnreadableException {
        return database.read(connection -> {
            Map<String, Entry> found = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(COLUMNS + "where entry_key = any (?)")) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid", ids.stream().map(LedgerBook::key).toArray()));
                each(select, entry -> found.put(entry.id(), entry));
            }
            return found;
        });
    }

    private static UUID key(String conversion) {
        Fingerprint fingerprint = Fingerprint.of(Entry.Kind.CONVERSION, conversion);
        return new UUID(fingerprint.high(), fingerprint.low());
    }

    @Override
    public Set<String> features() throws UnreadableException {
        return database.read(LedgerBook::features);
    }

    private static Set<String> features(Connection connection) throws SQLException {
        Set<String> features = new TreeSet<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select distinct feature from phase3.ledger_total");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                features.add(row.getString(1));
            }
        }
        return features;
    }

    private void each(PreparedStatement select, Consumer<Entry> entries) throws SQLException, DatabaseException {
        select.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.accept(entry(row));
            }
        }
    }

    private Entry entry(ResultSet row) throws SQLException, DatabaseException {
        return Entry.of(Entry.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getString(2))
                .time(row.getObject(3, OffsetDateTime.class).toInstant().toEpochMilli())
                .amount(row.getLong(4))
                .split(split((String[]) row.getArray(5).getArray(), (Long[])
                        row.getArray(6).getArray()))
                .touches(touches(row.getString(7)))
                .build();
    }

    private static Split split(String[] features, Long[] cents) {
        Map<String, Long> parts = new LinkedHashMap<>();
        for (int i = 0; i < features.length; i++) {
            parts.merge(features[i], cents[i], Long::sum);
        }
        return Split.of(parts);
    }

    private List<Touch> touches(String text) throws DatabaseException {
        List<Touch> touches = new ArrayList<>();
        if (text == null) {
            return touches;
        }
        try {
            for (JsonNode touch : json.readTree(text)) {
                touches.add(new Touch(touch.path(0).asText(), touch.path(1).asLong()));
            }
            return touches;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb is JSON", e);
        }
    }
}

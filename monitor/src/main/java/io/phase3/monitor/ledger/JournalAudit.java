package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.JournalFile;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.journal.Lines;
import io.phase3.agent.attribution.journal.MalformedEntryException;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.io.IOException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads again what has been collected from journals' files, and looks for each entry in the ledger.
 *
 * <p>What is new is looked for each time; of what was looked for before, one file each time, the one whose turn it is, so
 * that the ledger's later loss of a row shows as well. Used by one thread.
 */
public final class JournalAudit {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int BATCH = 5_000;
    private static final String FIND = """
            select entry_key, features, parts_minor from phase3.ledger_entry where entry_key = any (?)""";

    private final List<LedgerSettings.Journal> journals;
    private final Database database;
    private final LedgerWriter writer;
    private final Map<String, FileAudit> audits = new HashMap<>();
    private final Deque<String> turns = new ArrayDeque<>();

    public JournalAudit(LedgerSettings settings, Database database) {
        this.journals = settings.journals();
        this.database = database;
        this.writer = new LedgerWriter(database);
    }

    /**
     * What was found, in minor units. Immutable.
     *
     * @param journals what the journals' entries are worth, reversals subtracted
     * @param ledger what they are worth in the ledger
     * @param difference the sum of all deviations, entry by entry and feature by feature; not negative
     */
    public record Result(long journals, long ledger, long difference) {
        static final Result NOTHING = new Result(0, 0, 0);

        Result plus(Result other) {
            return new Result(journals + other.journals, ledger + other.ledger, difference + other.difference);
        }
    }

    /** How far a file has been looked through, and with what result. */
    private record FileAudit(Position until, Result result) {}

    /**
     * Looks for whatever has been collected.
     *
     * @throws IOException if a journal cannot be read
     */
    public Result run() throws IOException, DatabaseException {
        Optional.ofNullable(turns.poll()).ifPresent(audits::remove);
        Set<String> seen = new HashSet<>();
        for (LedgerSettings.Journal journal : journals) {
            Map<String, Position> positions = writer.positions(journal.name());
            for (JournalFile file : JournalReader.files(journal.directory())) {
                Optional<Position> position = Optional.ofNullable(positions.get(file.name()))
                        .filter(collected -> isThisFile(file, collected));
                if (position.isPresent()) {
                    String name = journal.name() + '/' + file.name();
                    seen.add(name);
                    audit(name, file, position.get());
                }
            }
        }
        audits.keySet().retainAll(seen);
        return audits.values().stream().map(FileAudit::result).reduce(Result.NOTHING, Result::plus);
    }

    private static boolean isThisFile(JournalFile file, Position collected) {
        try {
            Optional<String> firstLine = file.firstLine();
            return firstLine.isPresent()
                    && collected.obstacle(file, firstLine.get()).isEmpty();
        } catch (IOException e) {
            // The collector tells.
            return false;
        }
    }

    private void audit(String name, JournalFile file, Position position) throws IOException, DatabaseException {
        FileAudit known = audits.get(name);
        if (known == null) {
            turns.add(name);
        }
        boolean goesOn = known != null && known.until().bytes() <= position.bytes() && isThisFile(file, known.until());
        Result before = goesOn ? known.result() : Result.NOTHING;
        Optional<Lines> lines = file.lines(goesOn ? known.until().bytes() : 0);
        if (lines.isPresent()) {
            try (Lines unread = lines.get()) {
                audits.put(name, new FileAudit(position, before.plus(compare(unread, position.bytes()))));
            }
        }
    }

    private Result compare(Lines lines, long end) throws IOException, DatabaseException {
        Result result = Result.NOTHING;
        List<Entry> batch = new ArrayList<>();
        while (lines.end() < end && lines.next()) {
            try {
                Entry entry = lines.entry();
                if (entry.state() == Entry.State.COUNTED) {
                    batch.add(entry);
                }
            } catch (MalformedEntryException e) {
                // Rejected by the collector, and told.
            }
            if (batch.size() == BATCH) {
                result = result.plus(compare(batch));
                batch.clear();
            }
        }
        return batch.isEmpty() ? result : result.plus(compare(batch));
    }

    private Result compare(List<Entry> entries) throws DatabaseException {
        Map<UUID, Map<String, Long>> rows =
                find(entries.stream().map(EntryRow::key).toArray(UUID[]::new));
        Result result = Result.NOTHING;
        for (Entry entry : entries) {
            Map<String, Long> expected = EntryRow.parts(entry);
            Map<String, Long> found = rows.getOrDefault(EntryRow.key(entry), Map.of());
            long sign = entry.kind() == Entry.Kind.REVERSAL ? -1 : 1;
            result = result.plus(new Result(sign * sum(expected), sign * sum(found), difference(expected, found)));
        }
        return result;
    }

    private Map<UUID, Map<String, Long>> find(UUID[] keys) throws DatabaseException {
        return database.read(LIMIT, connection -> {
            try (PreparedStatement select = connection.prepareStatement(FIND)) {
                select.setArray(1, connection.createArrayOf("uuid", keys));
                Map<UUID, Map<String, Long>> rows = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.put(row.getObject(1, UUID.class), parts(row.getArray(2), row.getArray(3)));
                    }
                }
                return rows;
            }
        });
    }

    private static Map<String, Long> parts(Array features, Array minor) throws SQLException {
        String[] names = (String[]) features.getArray();
        Long[] amounts = (Long[]) minor.getArray();
        Map<String, Long> parts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            parts.merge(names[i], amounts[i], Long::sum);
        }
        return parts;
    }

    private static long sum(Map<String, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long difference(Map<String, Long> expected, Map<String, Long> found) {
        Set<String> features = new HashSet<>(expected.keySet());
        features.addAll(found.keySet());
        return features.stream()
                .mapToLong(feature -> Math.abs(expected.getOrDefault(feature, 0L) - found.getOrDefault(feature, 0L)))
                .sum();
    }
}

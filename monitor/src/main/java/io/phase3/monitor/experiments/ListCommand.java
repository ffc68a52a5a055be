package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.terminal.Symbols;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code phase3 experiment list}: which experiments there are. */
@Command(name = "list", description = "Lists all experiments, the latest first.")
final class ListCommand extends DatabaseCommand {
    private record Entry(String name, String feature, String status, Instant startedAt, boolean held) {}

    ListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean run(Database database) throws DatabaseException {
        List<Entry> entries = database.read(LIMIT, ListCommand::entries);
        PrintWriter out = surroundings().terminal().out();
        if (wantsJson()) {
            out.println(json(entries));
        } else if (entries.isEmpty()) {
            out.println("There are no experiments.");
        } else {
            table(entries).forEach(out::println);
        }
        return true;
    }

    private static List<Entry> entries(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        select name, feature, status, started_at, held_by is not null
                        from phase3.experiment order by started_at desc, name""");
                ResultSet row = statement.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (row.next()) {
                entries.add(new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getBoolean(5)));
            }
            return entries;
        }
    }

    private List<String> table(List<Entry> entries) {
        Symbols symbols = surroundings().terminal().symbols();
        List<String> lines = new ArrayList<>();
        lines.add(row("experiment", "feature", "status", "started", ""));
        lines.add(symbols.line(79));
        for (Entry entry : entries) {
            lines.add(row(
                    symbols.shortened(entry.name(), 28),
                    symbols.shortened(entry.feature(), 24),
                    entry.status().replace('_', ' '),
                    ReportTable.time(entry.startedAt()).substring(0, 10),
                    entry.held() ? "H" : ""));
        }
        if (entries.stream().anyMatch(Entry::held)) {
            lines.add("H: held, no automatic rollback");
        }
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-28s %-24s %-12s %-11s%s", cells).stripTrailing();
    }

    private static String json(List<Entry> entries) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            json.addObject()
                    .put("experiment", entry.name())
                    .put("feature", entry.feature())
                    .put("status", entry.status())
                    .put("startedAt", entry.startedAt().toString())
                    .put("held", entry.held());
        }
        return json.toString();
    }
}

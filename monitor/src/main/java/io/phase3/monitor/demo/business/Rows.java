package io.phase3.monitor.demo.business;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Rows of one table, written by one COPY; of values in which neither a tab nor a backslash occurs. */
final class Rows {
    private final String target;
    private final StringBuilder text = new StringBuilder();

    Rows(String table, String... columns) {
        this.target = "phase3." + table + " (" + String.join(", ", columns) + ")";
    }

    /** @param values one for each column; {@code null} is NULL */
    void add(Object... values) {
        text.append(Arrays.stream(values)
                        .map(value -> value == null ? "\\N" : value.toString())
                        .collect(Collectors.joining("\t")))
                .append('\n');
    }

    void copyInto(Connection connection) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin", new StringReader(text.toString()));
    }
}

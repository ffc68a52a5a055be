package io.phase3.monitor.database;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.core.Parser;

/** What can be known of a text of SQL without asking PostgreSQL. */
public final class SqlText {
    /** What the driver takes for a statement behind a last semicolon. */
    private static final Pattern NOTHING = Pattern.compile("(?s)(?:\\s|--[^\\n]*|/\\*.*?\\*/)*+");

    private SqlText() {}

    /**
     * How many statements the text is, comments and a last semicolon aside. Of several the first could end the transaction
     * that forbids the others to write.
     *
     * @throws SQLException if the driver cannot read it
     */
    public static int statements(String sql) throws SQLException {
        boolean standardConformingStrings = true;
        boolean withParameters = false;
        boolean splitStatements = true;
        boolean rewriteBatches = false;
        boolean quoteReturning = false;
        return (int) Parser.parseJdbcSql(
                        sql, standardConformingStrings, withParameters, splitStatements, rewriteBatches, quoteReturning)
                .stream()
                .filter(statement -> !NOTHING.matcher(statement.nativeSql).matches())
                .count();
    }
}

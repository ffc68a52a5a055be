package io.phase3.monitor.database;

import java.sql.SQLException;
import org.postgresql.core.Parser;

/** What can be known of a text of SQL without asking PostgreSQL. */
public final class SqlText {
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
        return Parser.parseJdbcSql(
                        sql, standardConformingStrings, withParameters, splitStatements, rewriteBatches, quoteReturning)
                .size();
    }
}

package io.phase3.monitor.database;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** PostgreSQL did not do what was asked; the message says why, with the SQL state and without any value of a row. */
public final class DatabaseException extends Exception {
    private static final String UNKNOWN = "?";

    private final String state;

    DatabaseException(String message, String state, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    static DatabaseException of(SQLException e) {
        SQLException telling = telling(e);
        String state = telling.getSQLState() == null ? UNKNOWN : telling.getSQLState();
        return new DatabaseException("SQL state " + state + ": " + reason(telling) + advice(state), state, e);
    }

    /** The five characters of SQL's state, such as {@code 42P01} for a table that is missing; {@code ?} if there is none. */
    public String state() {
        return state;
    }

    /** HikariCP tells of a time-out, PostgreSQL of what was behind it. */
    private static SQLException telling(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException postgres) {
                return postgres;
            }
        }
        return e;
    }

    /** Without the server's detail, which quotes values. */
    private static String reason(SQLException e) {
        String message = e.getMessage();
        if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            message = postgres.getServerErrorMessage().getMessage();
        }
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String advice(String state) {
        return switch (state) {
            case "28P01", "28000" -> "; check database.user and its password";
            case "3D000" -> "; create the database, or mend database.url";
            case "42P01", "3F000" -> "; is the schema phase3 there (database.migrate), or the table's name misspelt?";
            case "42703" -> "; is the column's name misspelt?";
            case "42501" -> "; grant the exporter's user what it needs";
            case "57014" -> "; it took longer than its timeout";
            case "08001", "08004", "08006" -> "; is PostgreSQL running there, and reachable?";
            case "53300" -> "; lower database.max-connections, or raise PostgreSQL's";
            default -> "";
        };
    }
}

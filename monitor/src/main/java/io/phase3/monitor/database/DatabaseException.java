package io.phase3.monitor.database;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL did not do what was asked; the message says why, with the SQL state and without any value of a row. */
public final class DatabaseException extends Exception {
    private static final String UNKNOWN = "?";

    private final String state;

    DatabaseException(String message, String state, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    static DatabaseException of(SQLException e) {
        String state = e.getSQLState() == null ? UNKNOWN : e.getSQLState();
        return new DatabaseException("SQL state " + state + ": " + reason(e, state) + advice(state), state, e);
    }

    static DatabaseException withoutState(String message, Throwable cause) {
        return new DatabaseException(message, UNKNOWN, cause);
    }

    /**
     * PostgreSQL answered what cannot be used.
     *
     * @param message what is wrong, and what would be right; without any value of a row
     */
    public static DatabaseException unusable(String message) {
        return withoutState(message, null);
    }

    /** The five characters of SQL's state, such as {@code 42P01} for a table that is missing; {@code ?} if there is none. */
    String state() {
        return state;
    }

    private static String reason(SQLException e, String state) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the host of database.url is unknown";
            }
            if (cause instanceof SocketTimeoutException) {
                return "no answer in time";
            }
        }
        String message = withoutValues(message(e), state);
        return message.isEmpty()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }

    /** Without the server's detail, which quotes values. */
    private static String message(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "" : message;
    }

    /** A value that cannot be converted (class 22) is quoted; and what a function of the user's says (P0) may be anything. */
    private static String withoutValues(String message, String state) {
        if (state.startsWith("P0")) {
            return "a function or trigger of the database raised an error";
        }
        return state.startsWith("22")
                ? message.replaceAll("(?s)\".*\"", "\"…\"").replaceAll("(?s) : .*", "")
                : message;
    }

    private static String advice(String state) {
        return switch (state) {
            case "28P01", "28000" -> "; check database.user and its password";
            case "3D000" -> "; create the database, or mend database.url";
            case "42P01", "3F000" -> "; is the schema phase3 there (database.migrate), or the table's name misspelt?";
            case "42703" -> "; is the column's name misspelt?";
            case "42501" -> "; grant the exporter's user what it needs";
            case "25006" -> "; a query may only read";
            case "57014" -> "; it took longer than its timeout, or somebody cancelled it";
            case "57P01", "57P02" -> "; somebody ended the connection, the next run opens another one";
            case "57P03" -> "; it is there again by itself";
            case "08004" -> "; is the password set, and may the exporter's host and user connect?";
            case "08001", "08006", "08003" -> "; is PostgreSQL running there, and reachable?";
            case "53300" -> "; lower database.max-connections, or raise PostgreSQL's max_connections";
            default -> "";
        };
    }
}

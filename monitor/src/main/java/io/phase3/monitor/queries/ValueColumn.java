package io.phase3.monitor.queries;

import io.phase3.monitor.database.DatabaseException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The column of a query's result that gives the metric's value: a number, true and false as 1 and 0, or a time. */
final class ValueColumn {
    private final int index;
    private final Conversion conversion;

    private ValueColumn(int index, Conversion conversion) {
        this.index = index;
        this.conversion = conversion;
    }

    /** How a value that is not NULL becomes a number. */
    private interface Conversion {
        double read(ResultSet row, int column) throws SQLException;
    }

    /** @throws DatabaseException if the column's type is none that has a number */
    static ValueColumn of(ResultSetMetaData columns, int index) throws SQLException, DatabaseException {
        return switch (columns.getColumnType(index)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL ->
                new ValueColumn(index, ResultSet::getDouble);
            // PostgreSQL's money is a double to JDBC, and a text with a currency's sign to everybody else.
            case Types.DOUBLE -> ofType("float8", columns, index, ResultSet::getDouble);
            case Types.BIT -> ofType("bool", columns, index, (row, column) -> row.getBoolean(column) ? 1 : 0);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                ofType("timestamptz", columns, index, ValueColumn::secondsSinceTheEpoch);
            default -> throw notANumber(columns, index);
        };
    }

    private static ValueColumn ofType(String type, ResultSetMetaData columns, int index, Conversion conversion)
            throws SQLException, DatabaseException {
        if (!columns.getColumnTypeName(index).equals(type)) {
            throw notANumber(columns, index);
        }
        return new ValueColumn(index, conversion);
    }

    private static DatabaseException notANumber(ResultSetMetaData columns, int index) throws SQLException {
        return DatabaseException.unusable("the value column " + columns.getColumnLabel(index) + " is of type "
                + columns.getColumnTypeName(index) + "; it has to be a number, a boolean or a timestamptz");
    }

    private static double secondsSinceTheEpoch(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time.toEpochSecond() + time.getNano() / 1e9;
    }

    /** Empty for NULL. */
    Optional<Double> read(ResultSet row) throws SQLException {
        return row.getObject(index) == null ? Optional.empty() : Optional.of(conversion.read(row, index));
    }
}

package io.phase3.monitor.business;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whole tables of the schema {@code phase3}, row by row: what recomputing starts from. */
record Tables(Connection connection) {

    List<Row> of(String table) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from phase3." + table)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Row> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> values = new HashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnName(i), result.getObject(i));
                }
                rows.add(new Row(values));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Each value as the driver gives it. */
    record Row(Map<String, Object> values) {

        String text(String column) {
            return (String) values.get(column);
        }

        boolean yes(String column) {
            return (Boolean) values.get(column);
        }

        boolean has(String column) {
            return values.get(column) != null;
        }

        double number(String column) {
            return ((Number) values.get(column)).doubleValue();
        }

        Instant time(String column) {
            return ((Timestamp) values.get(column)).toInstant();
        }

        double seconds(String column) {
            Instant time = time(column);
            return time.getEpochSecond() + time.getNano() / 1e9;
        }

        LocalDate day(String column) {
            return ((java.sql.Date) values.get(column)).toLocalDate();
        }

        Object[] array(String column) {
            try {
                return (Object[]) ((java.sql.Array) values.get(column)).getArray();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}

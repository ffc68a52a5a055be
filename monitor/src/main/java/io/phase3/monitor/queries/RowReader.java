package io.phase3.monitor.queries;

import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns the rows of one result into values of the query's metric. */
final class RowReader {
    private final QueryDefinition definition;
    private final ResultSet rows;
    private final List<String> columns;
    private final ValueColumn value;
    private final List<Integer> labels = new ArrayList<>();

    /** @throws DatabaseException if the columns are not those that the definition names */
    RowReader(QueryDefinition definition, ResultSet rows) throws SQLException, DatabaseException {
        this.definition = definition;
        this.rows = rows;
        this.columns = columnsOf(rows.getMetaData());
        this.value = ValueColumn.of(rows.getMetaData(), indexOf("value", definition.valueColumn()));
        for (String label : definition.family().labels()) {
            labels.add(indexOf("label", label));
        }
    }

    private static List<String> columnsOf(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return names;
    }

    /** As JDBC counts: from 1. */
    private int indexOf(String role, String column) throws DatabaseException {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw DatabaseException.unusable("there is no column " + column + " for the " + role + "; the columns are "
                    + String.join(", ", columns));
        }
        if (index != columns.lastIndexOf(column)) {
            throw DatabaseException.unusable(
                    "there are several columns " + column + "; name each differently, with as");
        }
        return index + 1;
    }

    Answer readAll() throws SQLException, DatabaseException {
        List<Measurement> values = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        Set<String> nullLabels = new TreeSet<>();
        for (int row = 1; rows.next(); row++) {
            if (row > Query.MAXIMUM_ROWS) {
                throw DatabaseException.unusable("more than " + Query.MAXIMUM_ROWS
                        + " rows; group by labels with few values, never by an id or a person");
            }
            Optional<List<String>> labelValues = labelValues(nullLabels);
            Optional<Double> number = value.read(rows);
            if (labelValues.isPresent() && number.isPresent()) {
                if (!seen.add(labelValues.get())) {
                    throw DatabaseException.unusable(sameLabels());
                }
                values.add(new Measurement(definition.family(), labelValues.get(), number.get()));
            }
        }
        return new Answer(values, List.copyOf(nullLabels));
    }

    private String sameLabels() {
        List<String> names = definition.family().labels();
        return names.isEmpty()
                ? "several rows, and no label to tell them apart; name labels, or select one row"
                : "several rows have the same " + String.join(", ", names) + "; group by " + String.join(", ", names);
    }

    /** Empty if one of them is NULL, which is then noted. */
    private Optional<List<String>> labelValues(Set<String> nullLabels) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String text = rows.getString(labels.get(i));
            if (text == null) {
                nullLabels.add(definition.family().labels().get(i));
            } else {
                values.add(text);
            }
        }
        return values.size() == labels.size() ? Optional.of(values) : Optional.empty();
    }
}

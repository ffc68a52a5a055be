package io.phase3.monitor.queries;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.database.SqlText;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A query of the configuration, asked in a transaction that can only read, within its time limit.
 *
 * <p>What cannot be told apart or served fails the query as a whole, so that its last good values stay until they expire: half
 * an answer would look like a whole one.
 */
public final class Query implements Source {
    /** More series than that of one metric are a mistake, such as an id among the labels. */
    static final int MAXIMUM_ROWS = 10_000;

    private final QueryDefinition definition;
    private final Database database;
    private final Consumer<String> log;
    /** Belongs to the thread that reads. */
    private List<String> labelsKnownAsNull = List.of();

    /**
     * The query as a source of the schedule.
     *
     * @param log takes a line when rows have to be left out
     */
    public Query(QueryDefinition definition, Database database, Consumer<String> log) {
        this.definition = definition;
        this.database = database;
        this.log = log;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String title() {
        return "query " + definition.name() + " (" + definition.origin() + ")";
    }

    @Override
    public Duration interval() {
        return definition.interval();
    }

    @Override
    public Duration keep() {
        return definition.keep();
    }

    @Override
    public List<Measurement> read() throws DatabaseException {
        Answer answer = database.read(definition.timeout(), this::ask);
        reportNullLabels(answer.nullLabels());
        return answer.values();
    }

    private Answer ask(Connection connection) throws SQLException, DatabaseException {
        int statements = SqlText.statements(definition.sql());
        if (statements != 1) {
            throw DatabaseException.unusable("sql has " + statements + " statements; a query is one select");
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(MAXIMUM_ROWS + 1);
            if (!statement.execute(definition.sql())) {
                throw DatabaseException.unusable("sql gives no rows; a query is one select");
            }
            try (ResultSet rows = statement.getResultSet()) {
                return new RowReader(definition, rows).readAll();
            }
        }
    }

    /** Once, and again when it happens after it had ended. */
    private void reportNullLabels(List<String> labels) {
        if (!labels.isEmpty() && !labels.equals(labelsKnownAsNull)) {
            log.accept("[phase3] " + title() + ": rows are left out in which a label is NULL: "
                    + String.join(", ", labels) + "; use coalesce(…) to name what has no value");
        }
        labelsKnownAsNull = labels;
    }
}

package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phase3 experiment hold NAME}: a person forbids automatic rollbacks of an experiment. */
@Command(name = "hold", description = "Forbids automatic rollbacks of an experiment until it is released.")
final class HoldCommand extends DatabaseCommand {
    @Parameters(paramLabel = "NAME", description = "The experiment.")
    private String experiment;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; whoever is refused is told so.")
    private String reason;

    @Option(names = "--by", paramLabel = "WHO", description = "Who holds it; without it, the user of the system.")
    private String by;

    HoldCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean run(Database database) throws DatabaseException {
        String who = by == null ? surroundings().user() : by;
        int held = database.write(LIMIT, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "update phase3.experiment set held_by = ?, held_reason = ?, held_at = ? where name = ?")) {
                statement.setString(1, who);
                statement.setString(2, reason);
                statement.setTimestamp(3, Timestamp.from(surroundings().clock().instant()));
                statement.setString(4, experiment);
                return statement.executeUpdate();
            }
        });
        if (held == 0) {
            throw unknown(database, experiment);
        }
        answer(
                experiment,
                "is held by " + who + ": no automatic rollback until it is released",
                JsonNodeFactory.instance.objectNode().put("held", true).put("by", who));
        return true;
    }
}

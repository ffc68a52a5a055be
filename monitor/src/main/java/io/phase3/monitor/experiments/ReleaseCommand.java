package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.sql.PreparedStatement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code phase3 experiment release NAME}: ends a hold. */
@Command(name = "release", description = "Ends a hold: an experiment may be rolled back automatically again.")
final class ReleaseCommand extends DatabaseCommand {
    @Parameters(paramLabel = "NAME", description = "The experiment.")
    private String experiment;

    ReleaseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean run(Database database) throws DatabaseException {
        int released = database.write(LIMIT, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "update phase3.experiment set held_by = null, held_reason = null, held_at = null where name = ?")) {
                statement.setString(1, experiment);
                return statement.executeUpdate();
            }
        });
        if (released == 0) {
            throw unknown(database, experiment);
        }
        answer(
                experiment,
                "is not held: automatic rollbacks are allowed",
                JsonNodeFactory.instance.objectNode().put("held", false));
        return true;
    }
}

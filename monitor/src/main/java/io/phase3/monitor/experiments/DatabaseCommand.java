package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.agent.message.Suggestion;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.terminal.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** A command that asks the exporter's database. */
abstract class DatabaseCommand implements Callable<Integer> {
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "The exporter's configuration.")
    private String config;

    @Option(names = "--json", description = "Write JSON to stdout.")
    private boolean json;

    DatabaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() {
        try (Database database = surroundings.database().open(Optional.ofNullable(config))) {
            return run(database) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (DatabaseException e) {
            throw new CommandFailure("the database does not do it: " + e.getMessage());
        }
    }

    /** Whether the answer is yes. */
    abstract boolean run(Database database) throws DatabaseException;

    Surroundings surroundings() {
        return surroundings;
    }

    boolean wantsJson() {
        return json;
    }

    /** Says what has been done: to people as a sentence, to programs with these fields. */
    void answer(String experiment, String sentence, ObjectNode fields) {
        surroundings
                .terminal()
                .out()
                .println(json ? fields.put("experiment", experiment) : "experiment '" + experiment + "' " + sentence);
    }

    static CommandFailure unknown(Database database, String experiment) throws DatabaseException {
        List<String> names = database.read(LIMIT, ExperimentTables::names);
        String otherwise =
                names.isEmpty() ? "; there is none at all" : "; 'phase3 experiment list' shows all there are";
        return new CommandFailure(
                "there is no experiment '" + experiment + "'" + Suggestion.didYouMeanOr(experiment, names, otherwise));
    }
}

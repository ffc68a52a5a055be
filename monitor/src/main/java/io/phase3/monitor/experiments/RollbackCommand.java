package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phase3 experiment rollback NAME}: gives everybody the control, by a person's decision. */
@Command(
        name = "rollback",
        description =
                "Ends an experiment and gives all its subjects the control. Neither a hold nor the cool-down keeps a"
                        + " person from it.")
final class RollbackCommand extends DatabaseCommand {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The experiment.")
    private String experiment;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the rollback.")
    private String reason = "by hand";

    @Option(names = "--by", paramLabel = "WHO", description = "Who has decided it; without it, the user of the system.")
    private String by;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    RollbackCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean run(Database database) throws DatabaseException {
        if (!yes && !isConfirmed()) {
            throw new CommandFailure("nothing has been changed");
        }
        String who = by == null ? surroundings().user() : by;
        RollbackResult result = request(database, new RollbackRequest(experiment, who, reason, false));
        if (result.outcome() == RollbackResult.Outcome.UNKNOWN_EXPERIMENT) {
            throw unknown(database, experiment);
        }
        answer(
                experiment,
                result.detail(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("outcome", result.outcome().keyword())
                        .put("subjects", result.subjects())
                        .put("detail", result.detail()));
        return result.isDone();
    }

    /** There is no other request in this process that could record a failed one later. */
    private RollbackResult request(Database database, RollbackRequest request) throws DatabaseException {
        Rollback rollback = new Rollback(database, Duration.ZERO, surroundings().clock());
        try {
            return rollback.request(request);
        } catch (DatabaseException e) {
            try {
                rollback.recordFailed();
            } catch (DatabaseException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private boolean isConfirmed() {
        Terminal terminal = surroundings().terminal();
        if (!terminal.live()) {
            throw new ParameterException(spec.commandLine(), "without a terminal to ask on, --yes is needed");
        }
        terminal.err().print("End '" + experiment + "' and give everybody the control? [y/N] ");
        terminal.err().flush();
        try {
            String answer = surroundings().in().readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new CommandFailure("the answer cannot be read: " + e.getMessage());
        }
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.terminal.Terminal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code phase3 experiment show NAME}: what an experiment says so far. */
@Command(
        name = "show",
        description =
                "Shows an experiment's results as the exporter has last computed them, and what to do about them.")
final class ShowCommand extends DatabaseCommand {
    @Parameters(paramLabel = "NAME", description = "The experiment.")
    private String experiment;

    ShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean run(Database database) throws DatabaseException {
        Optional<ExperimentReport> found =
                database.read(LIMIT, connection -> ExperimentReport.read(connection, experiment));
        ExperimentReport report = found.orElse(null);
        if (report == null) {
            throw unknown(database, experiment);
        }
        Terminal terminal = surroundings().terminal();
        if (wantsJson()) {
            terminal.out().println(ReportJson.of(report));
        } else {
            ReportTable.lines(report, terminal).forEach(terminal.out()::println);
        }
        return true;
    }
}

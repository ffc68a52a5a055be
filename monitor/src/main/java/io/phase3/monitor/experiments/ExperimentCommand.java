package io.phase3.monitor.experiments;

import io.phase3.monitor.terminal.Terminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code phase3 experiment}: what experiments say, and what can be done about it; see its subcommands. */
@Command(
        name = "experiment",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows experiments and their results, rolls them back, and keeps others from doing so.",
        footer = {"", "Exit codes: 0 done, 1 the answer is no, 2 the command was wrong."})
public final class ExperimentCommand {

    private ExperimentCommand() {}

    /** The command with its subcommands, for this process. */
    public static CommandLine commandLine(Terminal terminal, ConfiguredDatabase database) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return commandLine(
                new Surroundings(terminal, in, database, Clock.systemUTC(), System.getProperty("user.name")));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new ExperimentCommand())
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new RollbackCommand(surroundings))
                .addSubcommand(new HoldCommand(surroundings))
                .addSubcommand(new ReleaseCommand(surroundings));
    }
}

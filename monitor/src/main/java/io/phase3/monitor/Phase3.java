package io.phase3.monitor;

import io.phase3.monitor.attach.AttachCommand;
import io.phase3.monitor.backtest.BacktestCommand;
import io.phase3.monitor.check.CheckCommand;
import io.phase3.monitor.demo.DemoCommand;
import io.phase3.monitor.experiments.ExperimentCommand;
import io.phase3.monitor.exporter.ExporterCommand;
import io.phase3.monitor.exporter.ExporterDatabase;
import io.phase3.monitor.impact.ImpactCommand;
import io.phase3.monitor.stack.StackCommand;
import io.phase3.monitor.terminal.ErrorMessages;
import io.phase3.monitor.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code phase3}: finds the subcommand, and is the place where a new one is announced. */
@Command(
        name = "phase3",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Phase3.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        description = "Business value out of running JVMs, without touching their code.",
        footer = {"", "Exit codes: 0 done, 1 the answer is no, 2 the command was wrong."})
public final class Phase3 {

    private final ErrorMessages errors = new ErrorMessages();

    private Phase3() {}

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of what went wrong, too.")
    void debug(boolean wanted) {
        errors.showStackTraces(wanted);
    }

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        System.exit(commandLine(terminal, commands(terminal)).execute(arguments));
    }

    /** One object for each subcommand; its name, options and help are in its annotations. */
    private static List<Object> commands(Terminal terminal) {
        return List.of(
                new DemoCommand(terminal),
                new CheckCommand(terminal),
                new AttachCommand(terminal),
                StackCommand.commandLine(terminal),
                new ImpactCommand(terminal),
                new ExporterCommand(terminal),
                ExperimentCommand.commandLine(terminal, ExporterDatabase::open),
                new BacktestCommand(terminal));
    }

    /** The command with these subcommands, speaking to this terminal. */
    public static CommandLine commandLine(Terminal terminal, List<Object> commands) {
        Phase3 phase3 = new Phase3();
        CommandLine root = new CommandLine(phase3);
        commands.forEach(root::addSubcommand);
        return root.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours()))
                .setParameterExceptionHandler(phase3.errors)
                .setExecutionExceptionHandler(phase3.errors);
    }

    /** The version as the jar's manifest has it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Phase3.class.getPackage().getImplementationVersion();
            return new String[] {"phase3 " + (version == null ? "(not packaged)" : version)};
        }
    }
}

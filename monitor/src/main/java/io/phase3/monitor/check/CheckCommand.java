package io.phase3.monitor.check;

import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.ReportJson;
import io.phase3.monitor.check.classpath.ClassPath;
import io.phase3.monitor.check.classpath.ClassPathException;
import io.phase3.monitor.check.classpath.ClassPathReader;
import io.phase3.monitor.check.classpath.MissingPath;
import io.phase3.monitor.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 check}: tells what each rule will weave, before deployment. */
@Command(
        name = "check",
        description = {
            "Tells for every rule which methods it weaves, what its expressions are there, and why it finds nothing.",
            "",
            "Looks at class files alone, by the agent's own code: nothing of the application runs. With --pid it asks"
                    + " an agent that runs."
        },
        footer = {
            "",
            "Exit codes: 0 all is well; 1 a rule finds nothing, or something is an error; 2 the command was wrong."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final String OWN_VARIABLES = "PHASE3_";

    private final Terminal terminal;
    private final Clock clock;
    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final RunningAgents agents;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The rules; by default phase3.conf in the working directory, if there is one.")
    private String config;

    @Option(
            names = {"--classpath", "--class-path", "-cp"},
            paramLabel = "PATHS",
            arity = "1..*",
            description = "What to look at: jars, Spring Boot jars, WARs, folders of classes or jars, as in"
                    + " app.jar:libs/.")
    private List<String> classPaths = new ArrayList<>();

    @Option(names = "--pid", paramLabel = "PID", description = "Ask the agent in this JVM instead.")
    private Long pid;

    @Option(
            names = "--all",
            description = "Show all methods, built-in rules too, and all findings; without it long lists are cut.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object with everything.")
    private boolean json;

    public CheckCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC(), Path.of("").toAbsolutePath(), System.getenv(), RunningAgents::ask);
    }

    CheckCommand(
            Terminal terminal,
            Clock clock,
            Path workingDirectory,
            Map<String, String> environment,
            RunningAgents agents) {
        this.terminal = terminal;
        this.clock = clock;
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.agents = agents;
    }

    @Override
    public Integer call() {
        checkOptions();
        long began = clock.millis();
        Report report = pid == null ? inspected() : agents.report(pid);
        if (json) {
            terminal.out().println(ReportJson.write(report));
        } else {
            Duration duration = Duration.ofMillis(clock.millis() - began);
            new ReportText(terminal, all).lines(report, duration).forEach(terminal.out()::println);
        }
        return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Report inspected() {
        ConfigLoader.Loaded loaded = new ConfigLoader(config, Map.of(), foreignVariables(), workingDirectory).load();
        ClassPath classPath;
        try {
            classPath = new ClassPathReader(workingDirectory, Runtime.version().feature()).read(classPaths);
        } catch (ClassPathException e) {
            throw wrong("--classpath: " + e.getMessage());
        }
        boolean configured = config != null || Files.exists(workingDirectory.resolve("phase3.conf"));
        try (Progress progress =
                new Progress(terminal, clock, classPath.classes().size())) {
            return new Inspection(loaded, configured, classPath).report(progress);
        }
    }

    /** What substitutions may name. Settings in the environment are those of this command, not of the application. */
    private Map<String, String> foreignVariables() {
        Map<String, String> foreign = new TreeMap<>(environment);
        foreign.keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
        return foreign;
    }

    private void checkOptions() {
        if (pid != null && !classPaths.isEmpty()) {
            throw wrong("--pid asks a JVM that runs, --classpath looks at files: name one of them");
        }
        if (pid != null && config != null) {
            throw wrong("--pid asks an agent that has its configuration already: leave --config out");
        }
        if (pid == null && classPaths.isEmpty()) {
            throw wrong("name what to look at: --classpath app.jar:libs/, or --pid PID of a JVM that runs");
        }
        if (config != null) {
            checkConfig(workingDirectory.resolve(config));
        }
    }

    private void checkConfig(Path file) {
        if (!Files.exists(file)) {
            throw wrong("--config: " + MissingPath.message(config, file));
        }
        if (Files.isDirectory(file)) {
            throw wrong("--config " + config + " is a folder: name the file in it, as in "
                    + Path.of(config).resolve("phase3.conf"));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), terminal.symbols().written(message));
    }
}

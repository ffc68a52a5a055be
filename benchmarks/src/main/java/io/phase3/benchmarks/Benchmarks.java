package io.phase3.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/run}: measures and prints a table. */
@Command(
        name = "benchmarks/run",
        description =
                "Measures what the agent costs, beside its peers: a call of a woven method, the start of a JVM, memory.")
final class Benchmarks implements Callable<Integer> {
    private static final int STARTS = 21;
    private static final int STARTS_QUICKLY = 7;
    private static final int LEADS = 1_000_000;
    private static final int TOUCHES = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli asks its own model
    private boolean help;

    @Option(names = "--quick", description = "About two minutes instead of ten; less exact.")
    private boolean quick;

    @Option(names = "--startup", description = "Measure the start of a JVM instead of a call.")
    private boolean startup;

    @Option(names = "--memory", description = "Measure the memory of a million leads instead, in a heap of 400 MB.")
    private boolean memory;

    @Option(
            names = "--agent",
            paramLabel = "FILE",
            description = "The agent to measure (default: agent/target/phase3-agent.jar).")
    private Path agent;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        Path home = Path.of(System.getProperty("benchmarks.home", ""));
        System.out.print(memory ? memory(home) : withAgent(home));
        return 0;
    }

    private String memory(Path home) throws IOException, InterruptedException {
        if (agent != null) {
            throw new ParameterException(spec.commandLine(), "--memory measures classes, not the jar of --agent");
        }
        Path classes = existing(home.resolve("agent/target/phase3-agent-classes.jar"));
        return new MemoryTable(new MemoryRun(classes, LEADS, TOUCHES).measure()).markdown();
    }

    private String withAgent(Path home) throws IOException, InterruptedException, RunnerException {
        Path jar = existing(agent != null ? agent : home.resolve("agent/target/phase3-agent.jar"));
        AgentFiles files = new AgentFiles(jar, home.resolve("benchmarks"));
        return startup ? startUp(files) : hotPath(files);
    }

    private Path existing(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new ParameterException(spec.commandLine(), "no agent at " + jar);
        }
        return jar;
    }

    private String startUp(AgentFiles files) throws IOException, InterruptedException {
        int starts = quick ? STARTS_QUICKLY : STARTS;
        return new StartUpTable(new StartUpRun(files, starts, System.err).measure()).markdown();
    }

    private String hotPath(AgentFiles files) throws IOException, RunnerException {
        Effort effort = quick ? Effort.QUICK : Effort.USUAL;
        return new HotPathTable(new HotPathRun(files, effort, System.err).measure()).markdown();
    }
}

package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.ScrapeClient;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 demo}: starts the example application with the agent, and shows what the agent measures. */
@Command(
        name = "demo",
        description = "Runs the example application with the agent attached and shows what is measured.",
        footer = {
            "",
            "Exit codes: 0 all five kinds of call were measured, and the counters of money equal the journal; 1 not;",
            "2 the command was wrong."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Terminal terminal;
    private final Home home;
    private final ApplicationCommand applicationCommand;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Load load;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "The port of the agent's metrics; 0 for any free one. Without it, the first free one of 8009-8029.")
    private Integer port;

    @Option(
            names = "--json",
            description = "Write the summary as one JSON object to stdout at the end, everything else to stderr.")
    private boolean json;

    public DemoCommand(Terminal terminal) {
        this(terminal, Home.ofProcess());
    }

    private DemoCommand(Terminal terminal, Home home) {
        this(terminal, home, new TestApplication(home));
    }

    DemoCommand(Terminal terminal, Home home, ApplicationCommand applicationCommand) {
        this.terminal = terminal;
        this.home = home;
        this.applicationCommand = applicationCommand;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter talk = json ? terminal.err() : terminal.out();
        int metricsPort = metricsPort(talk);
        URI metrics = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        List<String> commandLine = applicationCommand.commandLine(load, metricsPort);
        try (Interruption interruption = new Interruption()) {
            Summary summary = watch(interruption, commandLine, metrics, talk);
            return answer(summary, metrics, talk);
        }
    }

    private Summary watch(Interruption interruption, List<String> commandLine, URI metrics, PrintWriter talk)
            throws IOException, InterruptedException {
        Path folder = folder();
        Path log = folder.resolve("application.log");
        Path journal = folder.resolve(TestApplication.JOURNAL);
        try (Application application = Application.start(commandLine, log)) {
            talk.println("Starting the example application of test-app/ with the agent attached.");
            talk.println("  log      " + shown(log));
            talk.println("  journal  " + shown(journal));
            DemoRun run = new DemoRun(application, new ScrapeClient(metrics), journal, interruption);
            run.awaitMetrics();
            talk.println("  metrics  " + metrics);
            talk.println("  rules    " + shown(home.root().resolve(TestApplication.CONFIGURATION)));
            talk.println("  docs     " + shown(home.root().resolve("README.md")));
            talk.println(load.duration == null ? "Ctrl-C ends it." : "Ends by itself, or earlier with Ctrl-C.");
            run.awaitFirstCall();
            talk.println();
            return run.measure(load.duration, progress(talk));
        }
    }

    private int answer(Summary summary, URI metrics, PrintWriter talk) throws IOException {
        if (json) {
            terminal.out().println(SummaryJson.of(summary, metrics));
        }
        talk.println();
        boolean complete = answerKinds(summary, talk);
        boolean exact = answerMoney(summary, talk);
        return complete && exact ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean answerKinds(Summary summary, PrintWriter talk) {
        if (summary.isComplete()) {
            talk.println("All five kinds of call were measured.");
        } else {
            terminal.err()
                    .println("Not measured: "
                            + summary.missing().stream()
                                    .map(kind -> kind.keyword() + " (" + kind.histogram() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return summary.isComplete();
    }

    private boolean answerMoney(Summary summary, PrintWriter talk) {
        RunJournal journal = summary.journal().orElseThrow();
        journal.problems().forEach(problem -> talk.println("Not read in the journal: " + problem));
        Audit audit = summary.audit().orElseThrow();
        if (audit.isEqual()) {
            talk.println("Counters and journal are equal to the cent. The journal is");
            talk.println("  " + shown(journal.directory()));
            talk.println("Its sales are simulated, a day in ten minutes: no yearly revenue follows.");
        } else {
            terminal.err().println("Counters and journal differ; the journal is " + shown(journal.directory()));
            audit.differences().forEach(difference -> terminal.err().println("  " + difference));
        }
        return audit.isEqual();
    }

    private Progress progress(PrintWriter talk) {
        return terminal.live() && !json ? new LiveProgress(terminal) : new PlainProgress(terminal, talk);
    }

    private int metricsPort(PrintWriter talk) throws IOException {
        if (port == null) {
            int free = MetricsPort.firstFree()
                    .orElseThrow(() -> new CommandFailure("no port of " + MetricsPort.DEFAULT + "-" + MetricsPort.LAST
                            + " is free; --port 0 takes any other"));
            if (free != MetricsPort.DEFAULT) {
                talk.println("Port " + MetricsPort.DEFAULT + " is taken; the agent serves on " + free + ".");
            }
            return free;
        }
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not within 0-65535");
        }
        if (port != 0 && !MetricsPort.isFree(port)) {
            throw new CommandFailure("port " + port + " is taken; --port 0 takes any that is free");
        }
        return port == 0 ? MetricsPort.anyFree() : port;
    }

    /** A folder for each run: what the application keeps there, such as a journal, must not reach into the next one. */
    private Path folder() throws IOException {
        String run = LocalDateTime.now(ZoneId.systemDefault()).format(RUN) + "-"
                + ProcessHandle.current().pid();
        return Files.createDirectories(home.root().resolve("target/demo").resolve(run));
    }

    /** As short as it can be written here. */
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}

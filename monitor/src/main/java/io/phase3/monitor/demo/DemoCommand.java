package io.phase3.monitor.demo;

import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.prometheus.ScrapeClient;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
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
            "Exit codes: 0 all five kinds of call were measured, and the counters of money equal the journal, as",
            "does the exporter's ledger, and none of its metrics is missing; 1 not; 2 the command was wrong."
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
            names = "--with-exporter",
            description = "Start a PostgreSQL and a Redis, which need not be installed, fill them with a made-up"
                    + " company, and serve its business metrics on port 8010, or any other if that is taken.")
    private boolean withExporter;

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
        try (Interruption interruption = new Interruption()) {
            return withExporter
                    ? watchWithExporter(interruption, metrics, talk)
                    : watch(interruption, metrics, folder(), Optional.empty(), talk);
        }
    }

    private int watchWithExporter(Interruption interruption, URI metrics, PrintWriter talk)
            throws IOException, InterruptedException {
        talk.println("Starting PostgreSQL and Redis, with a made-up company of 90 days in them.");
        Path folder = folder();
        try (BusinessSide business =
                BusinessSide.open(folder, BusinessProcesses.of(home), interruption, Clock.systemUTC())) {
            talk.println("  psql     " + business.addresses().psql());
            talk.println("  redis    " + business.addresses().redis());
            return watch(interruption, metrics, folder, Optional.of(business), talk);
        }
    }

    private int watch(
            Interruption interruption, URI metrics, Path folder, Optional<BusinessSide> business, PrintWriter talk)
            throws IOException, InterruptedException {
        List<String> commandLine = applicationCommand.commandLine(
                load,
                metrics.getPort(),
                business.map(BusinessSide::agentSettings).orElse(List.of()));
        Path log = folder.resolve("application.log");
        Path journal = folder.resolve(TestApplication.JOURNAL);
        try (ChildProcess application = ChildProcess.start(commandLine, log)) {
            talk.println("Starting the example application of test-app/ with the agent attached.");
            talk.println("  log      " + shown(log));
            talk.println("  journal  " + shown(journal));
            DemoRun run = new DemoRun(application, new ScrapeClient(metrics), journal, interruption);
            run.awaitMetrics();
            talk.println("  metrics  " + metrics);
            if (business.isPresent()) {
                int port = MetricsPort.forExporter(metrics.getPort());
                talk.println("  business " + business.get().startExporter(port, metrics.getPort(), journal));
            }
            talk.println("  rules    " + shown(home.root().resolve(TestApplication.CONFIGURATION)));
            talk.println("  docs     " + shown(home.root().resolve("README.md")));
            talk.println(load.duration == null ? "Ctrl-C ends it." : "Ends by itself, or earlier with Ctrl-C.");
            run.awaitFirstCall();
            talk.println();
            Summary summary = run.measure(load.duration, progress(talk));
            Optional<BusinessSummary> said = business.isEmpty()
                    ? Optional.empty()
                    : Optional.of(business.get()
                            .settled(summary.journal().orElseThrow().earnings()));
            return answer(summary, said, metrics, talk);
        }
    }

    private int answer(Summary summary, Optional<BusinessSummary> business, URI metrics, PrintWriter talk)
            throws IOException {
        if (json) {
            terminal.out().println(SummaryJson.of(summary, metrics, business));
        }
        talk.println();
        boolean complete = answerKinds(summary, talk);
        boolean exact = answerMoney(summary, talk);
        business.ifPresent(said -> answerBusiness(said, talk));
        boolean right = business.map(BusinessSummary::isRight).orElse(true);
        return complete && exact && right ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void answerBusiness(BusinessSummary business, PrintWriter talk) {
        if (business.ledger().isEqual()) {
            Earnings ledger = business.ledger().counted();
            Figures figures = new Figures(terminal.symbols());
            talk.println("Ledger and journal are equal to the cent: "
                    + figures.dollars(Dollars.total(ledger.revenue().values())) + " credited, "
                    + figures.dollars(Dollars.total(ledger.refunds().values())) + " reversed.");
        } else {
            terminal.err().println("Ledger and journal differ; counted is what the ledger has:");
            business.ledger().differences().forEach(difference -> terminal.err().println("  " + difference));
        }
        if (business.missing().isEmpty()) {
            talk.println("The exporter serves all of its " + business.served() + " metrics.");
        } else {
            terminal.err().println("Missing from the exporter: " + String.join(", ", business.missing()));
        }
        if (!business.failingSources().isEmpty()) {
            terminal.err()
                    .println("Sources of the exporter that fail: " + String.join(", ", business.failingSources()));
        }
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

package io.phase3.monitor.backtest;

import io.phase3.monitor.backtest.history.History;
import io.phase3.monitor.programs.SearchPath;
import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.targets.Targets;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 backtest}: how often each alert would have fired, and whom it would have woken. */
@Command(
        name = "backtest",
        description = {
            "Runs the alert rules over days of history and tells how often each would have fired, for how long,"
                    + " and how many pages a week that is.",
            "",
            "Without --prometheus the history is made up, and a private Prometheus, which must be installed, runs"
                    + " for as long as this takes. A page is a group of critical alerts as alertmanager.yml has them."
        },
        footer = {
            "",
            "Exit codes: 0 good to live with; 1 more pages a week than --max-pages, or a critical alert although",
            "the history was made up as a healthy one, or it could not be done; 2 the command was wrong."
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int MOST_DAYS = 365;
    private static final int MOST_INSTANCES = 200;

    private final Terminal terminal;
    private final Clock clock;
    private final SearchPath searchPath;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "How long a history; 30 by default.")
    private int days;

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "Look at the history of this Prometheus, which has to record phase3_recording.yml.")
    private URI prometheus;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "3",
            description = "Made-up history: how many instances of the application; 3 by default.")
    private int instances;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Made-up history: the same seed makes the same one.")
    private long seed;

    @Option(names = "--healthy", description = "Made-up history: nothing goes wrong. The default.")
    private boolean healthy;

    @Option(names = "--incidents", description = "Made-up history: a few things go wrong in the first three days.")
    private boolean incidents;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            defaultValue = "2",
            description = "More pages a week are too many; 2 by default.")
    private double maximumPages;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The folder of phase3_*.yml; config/monitoring of this product by default.")
    private Path rulesFolder;

    @Option(names = "--json", description = "Print one JSON object with every alert.")
    private boolean json;

    public BacktestCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC(), SearchPath.ofProcess());
    }

    BacktestCommand(Terminal terminal, Clock clock, SearchPath searchPath) {
        this.terminal = terminal;
        this.clock = clock;
        this.searchPath = searchPath;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        try (Interruption interruption = new Interruption();
                Crew crew = new Crew()) {
            Rules rules = RuleFiles.read(rulesFolder());
            Stages stages = new Stages(terminal, interruption);
            Report report = prometheus == null ? overMadeUp(rules, crew, stages) : overRunning(rules, crew, stages);
            if (json) {
                terminal.out().println(ReportJson.of(report));
            } else {
                ReportTable.lines(report, terminal).forEach(terminal.out()::println);
            }
            return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private Report overRunning(Rules rules, Crew crew, Stages stages) throws IOException, InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        RunningPrometheus running = new RunningPrometheus(prometheus, new PrometheusApi(prometheus));
        Span span =
                running.known(new Span(now.minus(Duration.ofDays(days)), now, STEP), rules, terminal.err()::println);
        return report(
                "What " + prometheus + " remembers.", false, new Backtest(running.api(), rules, span), crew, stages);
    }

    private Report overMadeUp(Rules rules, Crew crew, Stages stages) throws IOException, InterruptedException {
        Programs programs = Programs.on(searchPath);
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Span span = new Span(today.minus(Duration.ofDays(days)), today, STEP);
        History history = new History(
                span.start(),
                instances,
                seed,
                incidents,
                Targets.open(Optional.empty(), terminal.err()::println).values());
        String words = "A made-up " + (incidents ? "history with incidents" : "healthy history") + ": " + instances
                + " instances, a sample a minute, seed " + seed + ".";
        try (Scratch scratch = Scratch.create();
                GeneratedHistory made = GeneratedHistory.make(programs, scratch, history, span, rules, crew, stages)) {
            return report(words, !incidents, new Backtest(made.api(), rules, span), crew, stages);
        }
    }

    private Report report(String history, boolean nothingWrong, Backtest backtest, Crew crew, Stages stages)
            throws IOException, InterruptedException {
        List<Firing> firings = backtest.firings(crew, stages);
        return new Report(
                history,
                nothingWrong,
                maximumPages,
                backtest.span(),
                backtest.rules(),
                firings,
                Notifications.of(firings, STEP));
    }

    private Path rulesFolder() {
        return rulesFolder == null
                ? Path.of(System.getProperty("phase3.home", ""), "config", "monitoring")
                        .toAbsolutePath()
                        .normalize()
                : rulesFolder;
    }

    private void checkOptions() {
        within("--days", days, MOST_DAYS);
        within("--instances", instances, MOST_INSTANCES);
        if (healthy && incidents) {
            throw new ParameterException(spec.commandLine(), "--healthy and --incidents exclude each other");
        }
        if (prometheus != null && (healthy || incidents)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--healthy and --incidents are about a made-up history, not that of --prometheus");
        }
        if (prometheus != null && !List.of("http", "https").contains(String.valueOf(prometheus.getScheme()))) {
            throw new ParameterException(
                    spec.commandLine(), "--prometheus " + prometheus + " is no address; write http://127.0.0.1:9090");
        }
        if (maximumPages < 0) {
            throw new ParameterException(spec.commandLine(), "--max-pages must not be negative");
        }
    }

    private void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is not within 1-" + most);
        }
    }
}

package io.phase3.monitor.impact;

import io.phase3.agent.config.Attribution;
import io.phase3.agent.message.Suggestion;
import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.ExporterConfig;
import io.phase3.monitor.config.LoadedConfig;
import io.phase3.monitor.impact.ImpactReport.Period;
import io.phase3.monitor.targets.Targets;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 impact}: reports what the product earned and what it cost. */
@Command(
        name = "impact",
        description = {
            "Reports what the product earned, what it cost and how well it ran, over a day or a week.",
            "",
            "Money comes from the ledger in PostgreSQL, or from the agents' journals; costs and users from PostgreSQL,"
                    + " operations from Prometheus. What no source knows is named, and never guessed."
        },
        footer = {
            "",
            "Of a day that is over the report is the same whenever it is made: docs/impact.md.",
            "",
            "Exit codes: 0 done; 1 it could not be done, or nothing is known of these days; 2 the command was wrong."
        })
public final class ImpactCommand implements Callable<Integer> {
    private static final String STDOUT = "-";
    private static final LocalDate FIRST_DATE = LocalDate.of(2000, 1, 1);

    private final Terminal terminal;
    private final Clock clock;
    private final Path workingDirectory;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private Periods periods;

    /** Which of the two was asked for. */
    static final class Periods {
        private Period period = Period.DAILY;

        @Option(names = "--daily", description = "Report one day. The default.")
        void daily(boolean wanted) {
            period = wanted ? Period.DAILY : period;
        }

        @Option(names = "--weekly", description = "Report the seven days that end with the date.")
        void weekly(boolean wanted) {
            period = wanted ? Period.WEEKLY : period;
        }
    }

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The last day, such as 2026-01-10, yesterday or today, in the ledger's time zone. Without it,"
                    + " yesterday: the latest day that is over.")
    private String date;

    @Option(names = "--feature", paramLabel = "FEATURE", description = "Report this feature alone.")
    private String feature;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = Models.class,
            description = "Split revenue anew, from the touches of each conversion, by this attribution model:"
                    + " ${COMPLETION-CANDIDATES}. Without it, as it was recorded.")
    private String model;

    @Option(
            names = "--agent-config",
            paramLabel = "FILE",
            description = "With --model: the agent's configuration, for weights, half-life and lookback. Without it,"
                    + " where the agent looks: phase3.conf; without that, the agent's defaults.")
    private Path agentConfig;

    @Option(
            names = "--export-csv",
            description = "Write a CSV file, too: phase3-impact-DATE.csv, unless --output names another.")
    private boolean csv;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where --export-csv writes; - for stdout, and nothing else then.")
    private String output;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page that stands alone, to be mailed, too.")
    private Path html;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The exporter's configuration. Without it, config/exporter.conf; without that, its defaults.")
    private String config;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Take money from this directory of journals, and ask no database; may be repeated.")
    private List<Path> journals = List.of();

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9090",
            description = "The Prometheus to ask; ${DEFAULT-VALUE} by default.")
    private URI prometheus;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "What a day is, such as America/New_York. Without it, as the exporter's configuration says.")
    private String zone;

    /** The models, as configuration writes them. */
    static final class Models extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Models() {
            for (Attribution.Model each : Attribution.Model.values()) {
                add(each.keyword());
            }
        }
    }

    public ImpactCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC(), Path.of(""), System.getenv());
    }

    ImpactCommand(Terminal terminal, Clock clock, Path workingDirectory, Map<String, String> environment) {
        this.terminal = terminal;
        this.clock = clock;
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        Optional<Attribution.Model> wanted = Optional.ofNullable(model).map(this::model);
        Optional<ZoneId> wantedZone = Optional.ofNullable(zone).map(this::zone);
        ExporterConfig settings = settings();
        Days days = days(wantedZone.orElse(settings.ledger().zone()));
        Map<String, BigDecimal> targets = targets(settings);
        Optional<ChosenModel> chosen = wanted.map(
                each -> ChosenModel.read(each, Optional.ofNullable(agentConfig), workingDirectory, environment));
        try (Outputs outputs = outputs(days.last())) {
            outputs.write(report(settings, days, targets, chosen), terminal);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage());
        }
        return ExitCode.OK;
    }

    private ImpactReport report(
            ExporterConfig settings, Days days, Map<String, BigDecimal> targets, Optional<ChosenModel> chosen)
            throws InterruptedException {
        try (Sources sources = Sources.open(settings, journals, prometheus, days)) {
            Facts facts = new Research(sources, days, chosen).facts();
            if (feature != null) {
                Set<String> known = Reporter.features(targets, facts, days);
                known.addAll(sources.money().features());
                checkFeature(known);
            }
            ImpactReport report = new Reporter(days, Optional.ofNullable(feature), targets, facts)
                    .report(chosen.map(ChosenModel::name).orElse("as recorded"));
            if (facts.areNone(days)) {
                throw new CommandFailure(nothing(sources, days));
            }
            return report;
        } catch (UnreadableException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static String nothing(Sources sources, Days days) {
        String operations = sources.operations()
                .map(asked -> " and " + asked.name())
                .orElse("; no Prometheus answers, --prometheus names another");
        return "nothing is known of " + days.trend().get(0) + " to " + days.last() + ": asked "
                + sources.money().name() + operations
                + "; is the date right, and does the exporter collect ('phase3 exporter --once' tells)?";
    }

    private void checkOptions() {
        if (output != null && !csv) {
            throw wrong("--output says where --export-csv writes; add that");
        }
        if (STDOUT.equals(output) && json) {
            throw wrong("--json and --output - both write to stdout; take a file for one of them");
        }
        if (output != null && html != null && workingDirectory.resolve(output).equals(workingDirectory.resolve(html))) {
            throw wrong("--output and --html both write " + html + "; take another file for one of them");
        }
        if (agentConfig != null && model == null) {
            throw wrong("--agent-config says how --model splits; add that");
        }
        String scheme = String.valueOf(prometheus.getScheme());
        if (!Set.of("http", "https").contains(scheme) || prometheus.getHost() == null) {
            throw wrong("--prometheus " + prometheus + " is no address such as http://127.0.0.1:9090");
        }
    }

    private Attribution.Model model(String name) {
        return Stream.of(Attribution.Model.values())
                .filter(each -> each.keyword().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("--model '" + name + "' is none of " + String.join(", ", new Models())
                        + Suggestion.didYouMean(name, new Models())));
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw wrong("--zone '" + name + "' is no time zone such as UTC or America/New_York"
                    + Suggestion.didYouMean(name, ZoneId.getAvailableZoneIds()));
        }
    }

    private ExporterConfig settings() {
        LoadedConfig loaded = ConfigReader.read(Optional.ofNullable(config), workingDirectory, environment);
        loaded.warnings().forEach(terminal.err()::println);
        return loaded.config()
                .orElseThrow(() -> new CommandFailure(loaded.mistakes().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("\n  ", "the configuration is wrong\n  ", ""))));
    }

    private Map<String, BigDecimal> targets(ExporterConfig settings) {
        Targets targets = Targets.open(settings.targets(), terminal.err()::println);
        if (!targets.problems().isEmpty()) {
            throw new CommandFailure(targets.problems().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n  ", "the targets are wrong\n  ", "")));
        }
        return targets.values();
    }

    private Days days(ZoneId in) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), in);
        LocalDate last = date == null ? today.minusDays(1) : date(today);
        if (last.isAfter(today)) {
            throw wrong("--date " + last + " has not come yet: today is " + today + " in " + in);
        }
        if (last.isBefore(FIRST_DATE)) {
            throw wrong("--date " + last + " is before " + FIRST_DATE + ", of which nobody knows anything");
        }
        Period period = periods == null ? Period.DAILY : periods.period;
        return new Days(period, last, in, clock.instant());
    }

    private LocalDate date(LocalDate today) {
        return switch (date) {
            case "today" -> today;
            case "yesterday" -> today.minusDays(1);
            default -> {
                try {
                    yield LocalDate.parse(date);
                } catch (DateTimeException e) {
                    throw wrong("--date '" + date + "' is no date such as 2026-01-10, yesterday or today");
                }
            }
        };
    }

    private void checkFeature(Set<String> known) {
        if (!known.contains(feature)) {
            throw wrong("there is no feature '" + feature + "'"
                    + Suggestion.didYouMeanOr(feature, known, "; there are " + String.join(", ", known)));
        }
    }

    private Outputs outputs(LocalDate last) throws IOException {
        Optional<String> csvFile =
                csv ? Optional.of(output == null ? "phase3-impact-" + last + ".csv" : output) : Optional.empty();
        boolean csvToStdout = csvFile.filter(STDOUT::equals).isPresent();
        return Outputs.reserve(
                csvToStdout ? Outputs.Printed.CSV : json ? Outputs.Printed.JSON : Outputs.Printed.TEXT,
                csvFile.filter(name -> !csvToStdout).map(workingDirectory::resolve),
                Optional.ofNullable(html).map(workingDirectory::resolve));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

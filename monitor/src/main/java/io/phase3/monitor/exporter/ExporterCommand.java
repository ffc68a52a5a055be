package io.phase3.monitor.exporter;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.ExporterConfig;
import io.phase3.monitor.config.LoadedConfig;
import io.phase3.monitor.targets.Targets;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 exporter}: serves what PostgreSQL and Redis know of the business as metrics, until it is stopped. */
@Command(
        name = "exporter",
        description = "Serves business metrics out of PostgreSQL and Redis for Prometheus, until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Passwords: PHASE3_DATABASE_PASSWORD, PHASE3_REDIS_PASSWORD, PHASE3_HTTP_PASSWORD, PHASE3_WEBHOOK_TOKEN,",
            "or files that the configuration names. Its settings: docs/exporter.md.",
            "",
            "Exit codes: 0 done; 1 --check found a mistake, with --once a source failed, or the port is taken;",
            "2 the command or the configuration was wrong; 130 and 143 after Ctrl-C and SIGTERM."
        })
public final class ExporterCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);
    private static final int HIGHEST_PORT = 65_535;

    private final Terminal terminal;
    private final Log log;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Without it, config/exporter.conf; without that, the defaults.")
    private String file;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to serve on, instead of the configured one; 0 for any free one.")
    private Integer port;

    @Option(names = "--check", description = "Only check the configuration.")
    private boolean check;

    @Option(
            names = "--once",
            description = "Ask every source once, write the metrics to stdout, and end: to try out queries.")
    private boolean once;

    @Option(
            names = "--attended",
            description = "The end of the standard input ends it, too: for whoever starts it as a child.")
    private boolean attended;

    public ExporterCommand(Terminal terminal) {
        this.terminal = terminal;
        this.log = new Log(terminal.err());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not within 0-65535");
        }
        LoadedConfig loaded = ConfigReader.read(Optional.ofNullable(file), Path.of(""), System.getenv());
        Optional<Targets> targets = loaded.config().map(config -> Targets.open(config.targets(), log::say));
        List<Problem> mistakes = new ArrayList<>(loaded.mistakes());
        targets.ifPresent(opened -> mistakes.addAll(opened.problems()));
        mistakes.forEach(problem -> log.say(problem.toString()));
        loaded.disabled().forEach(problem -> log.say(problem + "; this query is left out"));
        loaded.warnings().forEach(log::say);
        if (check) {
            return checked(loaded, mistakes);
        }
        if (!mistakes.isEmpty()) {
            log.say("not started: the configuration is wrong");
            return ExitCode.USAGE;
        }
        return start(loaded.config().orElseThrow(), targets.orElseThrow(), loaded.disabled());
    }

    private int checked(LoadedConfig loaded, List<Problem> mistakes) {
        int problems = mistakes.size() + loaded.disabled().size();
        terminal.out()
                .println(
                        problems == 0
                                ? "The configuration is right: "
                                        + loaded.config()
                                                .orElseThrow()
                                                .queries()
                                                .size() + " queries."
                                : "The configuration is wrong: problems: " + problems + ".");
        return problems == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int start(ExporterConfig config, Targets targets, List<Problem> disabled) throws InterruptedException {
        try (Interruption interruption = new Interruption();
                Parts parts = new Parts(config, targets, log)) {
            if (once) {
                return new SingleRun(parts, terminal.out(), log).run(interruption) ? ExitCode.OK : ExitCode.SOFTWARE;
            }
            serve(config, parts, disabled, interruption);
            return ExitCode.OK;
        }
    }

    private void serve(ExporterConfig config, Parts parts, List<Problem> disabled, Interruption interruption)
            throws InterruptedException {
        try (Exporter exporter = Exporter.start(config.http(), Optional.ofNullable(port), parts, disabled, log)) {
            terminal.out().println("The exporter serves on " + exporter.uri());
            terminal.out().println("  metrics  " + exporter.uri().resolve("/metrics"));
            terminal.out().println("  sources  " + parts.sources().size() + ", each with its state on the first page");
            terminal.out().println("Ctrl-C ends it.");
            if (attended) {
                endWithInput();
            }
            while (!interruption.requestedWithin(LOOK_AGAIN)) {
                // Nothing to do: all the work is done by the sources' threads and the endpoint's.
            }
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage() + "; --port PORT takes another one, --port 0 any");
        }
    }

    /** A parent that is killed cannot say so, but its end of the pipe is closed. */
    private static void endWithInput() {
        Thread thread = new Thread(
                () -> {
                    try (InputStream input = System.in) {
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // As good as its end.
                    }
                    System.exit(ExitCode.OK);
                },
                "phase3-attended");
        thread.setDaemon(true);
        thread.start();
    }
}

package io.phase3.monitor.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.Phase3;
import io.phase3.monitor.programs.SearchPath;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The command with the rules that are delivered, in a real Prometheus. */
class BacktestIT {
    private static final Path RULES =
            Path.of("..", "config", "monitoring").toAbsolutePath().normalize();
    /** Friday to Sunday come before it: a weekend, and a working day. */
    private static final Clock MONDAY = Clock.fixed(Instant.parse("2026-03-02T05:00:00Z"), ZoneOffset.UTC);

    @BeforeAll
    static void needsPrometheus() {
        try {
            Programs.on(SearchPath.ofProcess());
        } catch (CommandFailure e) {
            if (System.getenv("CI") != null) {
                throw e;
            }
            abort("skipped: " + e.getMessage());
        }
    }

    @Nested
    class OnAHealthyHistory {
        @Test
        void noCriticalAlertFiresAndTheAnswerIsYes() throws IOException {
            Run run = run("--days", "2", "--instances", "2");
            assertThat(run.fired()).as("%s", run).noneMatch(alert -> alert.endsWith("critical"));
            assertThat(run.exitCode()).as("%s", run).isZero();
        }
    }

    @Nested
    class OnAHistoryWithIncidents {
        @Test
        void alertsOfTheIncidentsFireAndTheAnswerIsNo() throws IOException {
            Run run = run("--days", "2", "--instances", "2", "--incidents");
            assertThat(run.fired())
                    .as("%s", run)
                    .contains(
                            "Phase3WebSocketLatencyCritical critical",
                            "Phase3VisionErrorRatioCritical critical",
                            "Phase3RailwayServiceDown critical",
                            "Phase3PostgresDown critical");
            assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
        }
    }

    @Nested
    class OnARunningPrometheus {
        @Test
        void aShortHistoryIsTakenAndWhatIsNotRecordedIsNamed() throws Exception {
            String rules = "groups: [{name: g, interval: 1s, rules: [{record: 'phase3:target', expr: 'vector(1)'}]}]\n";
            try (Scratch scratch = Scratch.create();
                    PrivatePrometheus prometheus = scrapingItself(scratch, rules)) {
                awaitSeries(prometheus, "up", "phase3:target");
                Run run = runNow("--prometheus", prometheus.address().toString());
                assertThat(run.exitCode()).as("%s", run).isZero();
                assertThat(run.err()).contains("has a history of 0.01 days, not 30", "has not recorded feature:");
            }
        }

        @Test
        void oneThatHasRecordedNothingGivesNoAnswer() throws Exception {
            try (Scratch scratch = Scratch.create();
                    PrivatePrometheus prometheus = scrapingItself(scratch, "groups: []\n")) {
                awaitSeries(prometheus, "up");
                Run run = runNow("--prometheus", prometheus.address().toString());
                assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
                assertThat(run.err()).contains("has recorded none of the");
            }
        }

        private static PrivatePrometheus scrapingItself(Scratch scratch, String rules) throws Exception {
            int anyTarget = FreePort.find();
            Files.writeString(scratch.resolve("rules.yml"), rules);
            return PrivatePrometheus.start(
                    Programs.on(SearchPath.ofProcess()).prometheus(), scratch.folder(), """
                    global: {scrape_interval: 1s, scrape_timeout: 1s}
                    rule_files: [rules.yml]
                    scrape_configs: [{job_name: nobody, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                    """.formatted(anyTarget));
        }

        private static void awaitSeries(PrivatePrometheus prometheus, String... names) {
            await().ignoreExceptions().untilAsserted(() -> {
                Instant now = Instant.now();
                Span lately = new Span(now.minusSeconds(600), now.plusSeconds(60), Duration.ofMinutes(1));
                assertThat(prometheus.api().names(lately.start(), lately.end())).contains(names);
            });
        }
    }

    @Nested
    class AWrongCommand {
        @Test
        void namesWhatToInstallWithoutPrometheus() throws IOException {
            Run run = run("", List.of("--days", "1"));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("prometheus is not on the PATH; install Prometheus");
        }

        @Test
        void namesThePrometheusThatDoesNotAnswer() throws IOException {
            String address = "http://127.0.0.1:" + FreePort.find();
            Run run = run("--prometheus", address);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains(address + " does not answer as a Prometheus");
        }

        @Test
        void refusesDaysThatThereAreNot() throws IOException {
            Run run = run("--days", "0");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("--days 0 is not within 1-365");
        }
    }

    private static Run run(String... options) throws IOException {
        return run(System.getenv("PATH"), List.of(options));
    }

    private static Run runNow(String... options) throws IOException {
        return run(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), System.getenv("PATH"), List.of(options));
    }

    private static Run run(String searchPath, List<String> options) throws IOException {
        return run(MONDAY, searchPath, options);
    }

    private static Run run(Clock clock, String searchPath, List<String> options) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
        List<String> arguments = new ArrayList<>(List.of("backtest", "--json", "--rules", RULES.toString()));
        arguments.addAll(options);
        int exitCode = Phase3.commandLine(
                        terminal, List.of(new BacktestCommand(terminal, clock, new SearchPath(searchPath))))
                .execute(arguments.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    private record Run(int exitCode, String out, String err) {
        /** Names and severities. */
        List<String> fired() throws IOException {
            JsonNode alerts = new ObjectMapper().readTree(out).path("alerts");
            return StreamSupport.stream(alerts.spliterator(), false)
                    .filter(alert -> alert.path("times").asInt() > 0)
                    .map(alert -> alert.path("alert").asText() + " "
                            + alert.path("severity").asText())
                    .toList();
        }
    }
}

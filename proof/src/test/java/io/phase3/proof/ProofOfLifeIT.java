package io.phase3.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.promql.ParsedQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One life of the monitoring stack: it is well, then everything happens to it. Tests follow its course, hence their order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProofOfLifeIT {
    /** The month that windows look back, and some more. */
    private static final Duration HEALTHY = Duration.ofSeconds(75);

    private static final Duration LATELY = Duration.ofSeconds(20);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Whoever reads of a failure wants to know what the programs had to say. */
    @RegisterExtension
    static final AfterTestExecutionCallback LOGS =
            test -> test.getExecutionException().ifPresent(failure -> System.out.println(ProofOfLifeIT.stack.logs()));

    @TempDir
    private static Path folder;

    @TempDir
    private static Path parser;

    private static AlertLog log;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(!Boolean.getBoolean("proof.skip"), "skipped: -Dproof.skip");
        List<String> missing = Stack.EXECUTABLES.stream()
                .filter(executable -> !Program.isInstalled(executable))
                .toList();
        if (!missing.isEmpty() && System.getenv("CI") != null) {
            Assertions.fail("not installed: " + missing + "; they are Debian packages of the same names");
        }
        assumeTrue(missing.isEmpty(), "skipped: not installed: " + missing);
        stack = new Stack(Path.of(System.getProperty("phase3.home", "..")).toRealPath(), folder.toRealPath());
        try {
            stack.start();
            log = AlertLog.of(stack.prometheus);
        } catch (Exception | AssertionError e) {
            System.out.println(stack.logs());
            stack.close();
            throw e;
        }
    }

    @AfterAll
    static void end() {
        if (log != null) {
            log.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void nothingFiresWhileAllIsWell() {
        List<String> fired = new ArrayList<>();
        long start = System.nanoTime();
        await().pollInterval(POLL).atMost(HEALTHY.plusSeconds(30)).until(() -> {
            stack.prometheus.alerts().stream()
                    .filter(alert -> !alert.name().equals("Watchdog"))
                    .map(alert -> alert.name() + " " + alert.state() + " " + alert.labels() + ": "
                            + alert.annotations().path("description").asText())
                    .filter(alert -> !fired.contains(alert))
                    .forEach(fired::add);
            return since(start).compareTo(HEALTHY) > 0;
        });

        assertThat(stack.company.isAlive()).isTrue();
        List<PrometheusServer.Alert> now = stack.prometheus.alerts();
        assertThat(now).extracting(PrometheusServer.Alert::name).containsExactly("Watchdog");
        assertThat(fired).filteredOn(alert -> alert.contains(" firing ")).isEmpty();
    }

    @Test
    @Order(2)
    void everyRuleIsEvaluatedWithoutAnError() {
        assertThat(stack.prometheus.rules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.path("lastError").asText())
                        .as(rule.path("name").asText())
                        .isEmpty());
    }

    @Test
    @Order(3)
    void everyPanelHasSomethingToShow() throws Exception {
        List<DashboardQueries.Query> queries =
                DashboardQueries.of(stack.monitoring("grafana/dashboards/phase3_production_monitoring.json"));

        assertThat(queries).isNotEmpty().allSatisfy(query -> {
            JsonNode answer = query.isRange()
                    ? stack.prometheus.queryRange(query.expression(), LATELY)
                    : stack.prometheus.query(query.expression());
            assertThat(answer).as(query.panel() + ": " + query.expression()).isNotEmpty();
            assertThat(answer.findValues("values").toString() + answer.findValues("value"))
                    .as(query.panel())
                    .doesNotContain("NaN", "Inf");
        });
    }

    @Test
    @Order(4)
    void eachAlertTellsOfItsFault() throws Exception {
        for (Round round : Round.values()) {
            play(Faults.of(round));
        }

        assertThat(log.isLooking()).isTrue();
        System.out.println(new ProofTable(alerts(), log, new Mailboxes(stack)).text());
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(log.seen(alert.path("name").asText()))
                        .as(alert.path("name").asText() + " is pending")
                        .isPresent());
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource(delimiter = '|', textBlock = """
            Phase3WebSocketLatencyCritical | PagerDuty               | 95 of 100 messages of realtime_intelligence take up to
            Phase3NeighborhoodApiLatencyHigh | #phase3-alerts        | 95 of 100 look-ups take up to
            Phase3ChurnBacklogUnactioned   | PagerDuty               | has been at risk for 3h 0m
            Phase3CoachingEngagementLow    | #phase3-alerts          | the target is 60%
            Phase3NpsLow                   | #phase3-business-impact | is -100; the target is at least 40
            Phase3RevenueProjectionBelowTarget | PagerDuty           | 265,000
            Phase3RevenueProjectionBelowTarget | #phase3-business-impact | 265,000
            Phase3ExperimentWinnerReady    | #phase3-business-impact | treatment of winner converts 100% better than the control
            Phase3TlsCertificateExpiring   | #phase3-alerts          | expires in 2d 23h
            Phase3ClaudeBudgetExceeded     | PagerDuty               | the budget is $2000.00 a calendar month
            Watchdog                       | dead man's switch       | Watchdog
            """)
    void whomItConcernsIsTold(String alert, String receiver, String text) {
        await().untilAsserted(() -> assertThat(new Mailboxes(stack).about(alert))
                .filteredOn(message -> message.receiver().equals(receiver))
                .as(alert + " at " + receiver)
                .anySatisfy(message -> assertThat(message.text().toString().replaceAll("\\s+", " "))
                        .contains(text)));
    }

    @Test
    @Order(6)
    void everyMetricThatIsNamedHasBeenThere() throws Exception {
        Set<String> known = new HashSet<>(stack.prometheus.metrics());
        Set<String> named = new TreeSet<>();
        List<String> expressions = new ArrayList<>();
        stack.prometheus
                .rules()
                .forEach(rule -> expressions.add(rule.path("query").asText()));
        DashboardQueries.of(stack.monitoring("grafana/dashboards/phase3_production_monitoring.json"))
                .forEach(query -> expressions.add(query.expression()));
        try (ParsedQueries parsed = ParsedQueries.start(parser)) {
            for (String expression : expressions) {
                parsed.selectors(expression).forEach(selector -> named.add(selector.metric()));
            }
        }

        assertThat(named).hasSizeGreaterThan(100).isSubsetOf(known);
    }

    /** Makes all faults at once, and takes them back when all of them were told of; but does not wait for ever. */
    private static void play(List<Fault> faults) throws Exception {
        for (Fault fault : faults) {
            log.begins(fault);
            fault.begin().on(stack);
        }
        try {
            await().pollInterval(POLL)
                    .atMost(ROUND_LIMIT)
                    .until(() -> faults.stream()
                            .flatMap(fault -> fault.alerts().stream())
                            .allMatch(alert -> Faults.isSilentToday(alert) || log.hasSeen(alert)));
        } catch (ConditionTimeoutException e) {
            System.out.println("Not all was told of " + faults.get(0).round() + "; the table says what");
        }
        for (Fault fault : faults) {
            fault.end().on(stack);
        }
    }

    private static List<JsonNode> alerts() {
        return stack.prometheus.rules().stream()
                .filter(rule -> rule.path("type").asText().equals("alerting"))
                .filter(rule -> !rule.path("name").asText().equals("Watchdog"))
                .toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

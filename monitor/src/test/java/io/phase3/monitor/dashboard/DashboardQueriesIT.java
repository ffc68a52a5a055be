package io.phase3.monitor.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.promql.Matcher;
import io.phase3.monitor.promql.ParsedQueries;
import io.phase3.monitor.promql.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of dashboard-linter that look into queries, as a real Prometheus has parsed them. */
class DashboardQueriesIT {
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(77);
    private static final Map<String, String> RECOGNISABLE = Map.of(
            "$__rate_interval",
            RATE_INTERVAL.toSeconds() + "s",
            "$job",
            "the job",
            "$instance",
            "the instance",
            "$feature",
            "the feature",
            "$experiment",
            "the experiment");

    /** They stand in PostgreSQL and never reset; increase() would guess at the ends of its range, and money is exact. */
    private static final Set<String> EXACT = Set.of(
            "phase3_ledger_revenue_dollars_total",
            "phase3_infrastructure_cost_dollars_total",
            "phase3_churn_saved_value_dollars_total",
            "phase3_experiment_exposures_total");

    @TempDir
    private static Path directory;

    private static ParsedQueries prometheus;

    @BeforeAll
    static void start() throws IOException {
        prometheus = ParsedQueries.start(directory);
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    static List<DashboardQuery> ofPanels() throws IOException {
        return Dashboard.read().ofPanels();
    }

    static List<DashboardQuery> ofVariables() throws IOException {
        return Dashboard.read().ofVariables();
    }

    static Stream<DashboardQuery> all() throws IOException {
        Dashboard dashboard = Dashboard.read();
        return Stream.of(dashboard.ofPanels(), dashboard.ofVariables(), dashboard.ofAnnotations())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "target-promql-rule: {0}")
    @MethodSource("all")
    void isAccepted(DashboardQuery query) throws IOException {
        assertThat(prometheus.selectors(query.expression())).isNotEmpty();
    }

    @ParameterizedTest(name = "template-label-promql-rule: {0}")
    @MethodSource("ofVariables")
    void isOneSelector(DashboardQuery query) throws IOException {
        assertThat(prometheus.selectors(query.expression())).hasSize(1);
    }

    @ParameterizedTest(name = "target-rate-interval-rule: {0}")
    @MethodSource("ofPanels")
    void ratesAreOverTheRateInterval(DashboardQuery query) throws IOException {
        assertThat(selectors(query))
                .filteredOn(selector -> selector.function().endsWith("rate"))
                .allMatch(selector -> selector.range().equals(RATE_INTERVAL));
    }

    @ParameterizedTest(name = "target-job-rule, target-instance-rule: {0}")
    @MethodSource("ofPanels")
    void everySelectorFollowsJobAndInstance(DashboardQuery query) throws IOException {
        assertThat(selectors(query))
                .allSatisfy(selector -> assertThat(selector.labels())
                        .contains(
                                new Matcher("job", Matcher.Operator.MATCHES, "the job"),
                                new Matcher("instance", Matcher.Operator.MATCHES, "the instance")));
    }

    @ParameterizedTest(name = "target-counter-agg-rule: {0}")
    @MethodSource("ofPanels")
    void countersThatResetAreSeenByTheirIncrease(DashboardQuery query) throws IOException {
        assertThat(selectors(query))
                .filteredOn(selector -> selector.metric().endsWith("_total"))
                .filteredOn(selector -> !EXACT.contains(selector.metric()))
                .allMatch(selector -> Set.of("rate", "irate", "increase").contains(selector.function()));
    }

    private static List<Selector> selectors(DashboardQuery query) throws IOException {
        return prometheus.selectors(query.with(RECOGNISABLE));
    }
}

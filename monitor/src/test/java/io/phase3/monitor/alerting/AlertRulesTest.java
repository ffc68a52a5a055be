package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts are those of the contract, and each says what people need. */
class AlertRulesTest {
    /** Each with the prefix Phase3; † critical, ‡ info, else warning. */
    private static final String CONTRACT = """
            realtime        WebSocketLatencyCritical† WebSocketLatencyHigh WebSocketLatencyBudgetFastBurn† \
                            WebSocketLatencyBudgetSlowBurn WebSocketTailLatencyHigh WebSocketMetricsAbsent† \
                            WebSocketErrorRatioCritical† WebSocketErrorRatioHigh WebSocketConnectionsDropped† \
                            WebSocketReconnectStorm EventBusBacklogGrowing EventBusEventsDropped† \
                            EventBusConsumerStalled† DataStreamStale† DataStreamMissing DashboardRefreshSlow
            multimodal      VisionLatencyCritical† VisionLatencyHigh VisionLatencyBudgetFastBurn† \
                            VisionLatencyBudgetSlowBurn VisionErrorRatioCritical† VisionErrorRatioHigh \
                            VisionMetricsAbsent VisionRateLimited NeighborhoodApiLatencyHigh NeighborhoodApiErrors† \
                            MatchSatisfactionLow MatchSatisfactionCollapse† PropertyCacheMissRatioHigh
            churn           ChurnInterventionLatencyCritical† ChurnInterventionLatencyHigh ChurnLatencyBudgetSlowBurn \
                            ChurnInterventionErrors† ChurnBacklogUnactioned† ChurnInterventionSuccessLow \
                            ChurnInterventionsStopped† ChurnNotificationChannelFailing ChurnAllChannelsFailing† \
                            ChurnModelAccuracyLow ChurnModelStale ChurnRoiBelowTarget
            coaching        CoachingLatencyCritical† CoachingLatencyHigh CoachingLatencyBudgetFastBurn† \
                            CoachingLatencyBudgetSlowBurn CoachingErrorRatioCritical† CoachingErrorRatioHigh \
                            CoachingMetricsAbsent CoachingAlertDeliveryFailing† CoachingEngagementLow \
                            CoachingEngagementFalling CoachingProductivityGainLow
            business        RevenueProjectionBelowTarget† RevenueProjectionAboveRange‡ FeatureRevenueBelowTarget \
                            RevenueDroppedWeekOnWeek ConversionsStopped† RevenueUnattributedHigh \
                            LedgerReconciliationMismatch† RefundRatioHigh FeatureAdoptionLow NpsLow \
                            ConversionLiftBelowTarget OverallRoiLow
            ab_tests        ExperimentNegativeImpact† ExperimentGuardrailBreached† ExperimentRollbackFailed† \
                            ExperimentRolledBack ExperimentSampleRatioMismatch† ExperimentMultipleExposures \
                            ExperimentWinnerReady‡ ExperimentUnderpowered ExperimentNoTraffic ExperimentEvaluationStale
            infrastructure  RailwayServiceDown† VercelDashboardDown† UptimeBudgetFastBurn† TlsCertificateExpiring \
                            AppTargetDown† AgentInstrumentationGap† AgentInternalErrors ExporterStale† RedisDown† \
                            RedisPoolSaturated PostgresDown† PostgresSlowQueries AlertDeliveryFailing†
            cost            ClaudeBudgetExceeded† ClaudeBudgetForecastExceeded ClaudeSpendSpike† LlmUnpricedModel† \
                            LlmCacheReadRatioLow InfraCostRatioHigh WebSocketCostPerConnectionHigh \
                            FeatureCostExceedsRevenue
            """;

    private static final int PANELS = 15;
    private static final Pattern RANGE = Pattern.compile("\\$([0-9,]+)–([0-9,]+)");
    private static final Pattern TARGET = Pattern.compile("phase3:target\\{name=[\"']([^\"']*)[\"']");
    private static final Path RUNBOOKS = Path.of("../docs/runbooks.md");

    static List<Alert> alerts() {
        return MonitoringFolder.alerts();
    }

    static List<Category> categories() {
        return CONTRACT.lines().map(Category::of).toList();
    }

    /** A line of the contract. */
    record Category(String name, List<String> alerts) {
        static Category of(String line) {
            List<String> words = Arrays.asList(line.trim().split("\\s+", -1));
            return new Category(words.get(0), words.subList(1, words.size()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Nested
    class TheContract {
        @Test
        void namesNinetyFive() {
            assertThat(categories().stream().flatMap(category -> category.alerts().stream()))
                    .doesNotHaveDuplicates()
                    .hasSize(95);
        }

        @Test
        void isKeptInEightGroups() {
            assertThat(MonitoringFolder.groups("phase3_alerts.yml")
                            .map(group -> group.path("name").asText()))
                    .containsExactlyElementsOf(categories().stream()
                            .map(category -> "phase3_" + category.name())
                            .toList());
        }

        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#categories")
        void isKeptByEachCategory(Category category) {
            assertThat(alerts())
                    .filteredOn(alert -> alert.group().equals("phase3_" + category.name()))
                    .extracting(TheContract::withSeverity)
                    .containsExactlyInAnyOrderElementsOf(category.alerts());
        }

        private static String withSeverity(Alert alert) {
            return alert.name().replaceFirst("^Phase3", "")
                    + switch (alert.label("severity")) {
                        case "critical" -> "†";
                        case "info" -> "‡";
                        case "warning" -> "";
                        default -> "?";
                    };
        }
    }

    @Nested
    class AnAlert {
        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void saysWhatItIsOf(Alert alert) {
            assertThat("phase3_" + alert.label("category")).isEqualTo(alert.group());
            // Such as event_bus_{{ $labels.bus }}: each bus is a trouble of its own.
            assertThat(alert.label("symptom").replaceAll("\\{\\{ \\$labels\\.[a-z_]+ }}", "x"))
                    .matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        }

        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void saysWhatPeopleNeed(Alert alert) {
            assertThat(alert.annotations())
                    .containsOnlyKeys("summary", "description", "money_at_stake", "runbook_url", "dashboard_url")
                    .allSatisfy((annotation, text) -> assertThat(text).isNotBlank());
        }

        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void leadsToItsRunbookAndAPanel(Alert alert) {
            assertThat(alert.annotation("runbook_url"))
                    .isEqualTo("{{ $externalLabels.runbooks }}#" + alert.name().toLowerCase(Locale.ROOT));

            String dashboard = "{{ $externalLabels.grafana }}/d/phase3-production-monitoring";
            assertThat(alert.annotation("dashboard_url"))
                    .isIn(Stream.concat(
                                    Stream.of(dashboard),
                                    Stream.iterate(1, i -> i <= PANELS, i -> i + 1)
                                            .map(i -> dashboard + "?viewPanel=" + i))
                            .toList());
        }

        /** A warning whose feature comes from elsewhere than its critical's might never be silenced by it. */
        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void thatWarnsCanBeSilencedByTheCriticalOfItsSymptom(Alert alert) {
            List<Alert> criticals = alerts().stream()
                    .filter(other ->
                            other.is("critical") && other.label("symptom").equals(alert.label("symptom")))
                    .toList();
            if (alert.is("warning") && !criticals.isEmpty()) {
                assertThat(criticals)
                        .extracting(critical -> critical.label("feature"))
                        .contains(alert.label("feature"));
            }
        }
    }

    @Nested
    class Runbooks {
        @Test
        void areThereForEachAlertAndNoOther() throws IOException {
            assertThat(headings())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(alerts().stream(), MonitoringFolder.alertsOf("phase3_watchdog.yml").stream())
                                    .map(Alert::name)
                                    .toList());
        }

        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void sayWhatItMeansWhatItCostsAndWhatToDo(Alert alert) throws IOException {
            String[] sections = Files.readString(RUNBOOKS).split("(?m)^#{2,3} ", -1);

            assertThat(sections)
                    .filteredOn(
                            section -> section.lines().findFirst().orElse("").equals(alert.name()))
                    .singleElement()
                    .asString()
                    .contains("**What it means", "**What it costs", "**Confirm", "```promql", "**Do", "**Tell");
        }

        private static List<String> headings() throws IOException {
            try (Stream<String> lines = Files.lines(RUNBOOKS)) {
                return lines.filter(line -> line.startsWith("### "))
                        .map(line -> line.substring(4))
                        .toList();
            }
        }
    }

    @Nested
    class Targets {
        private final Config targets = ConfigFactory.parseFile(new File("../config/targets.conf"))
                .resolve()
                .getConfig("targets");

        @Test
        void thatRulesNameExist() throws IOException {
            Set<String> named = new TreeSet<>();
            for (Path file : MonitoringFolder.rules()) {
                TARGET.matcher(Files.readString(file)).results().forEach(match -> named.add(match.group(1)));
            }

            assertThat(named)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(targets.root().keySet())
                            // %s is the name of a feature.
                            .anyMatch(target -> target.matches(name.replace("%s", "[a-z_]+"))));
        }

        /** A range that names its feature is that feature's, and any other is that of all. */
        @ParameterizedTest
        @MethodSource("io.phase3.monitor.alerting.AlertRulesTest#alerts")
        void areTheMoneyAtStake(Alert alert) {
            String money = alert.annotation("money_at_stake");
            List<String> features =
                    ranges().keySet().stream().filter(money::contains).toList();
            List<String> expected = features.isEmpty() ? List.of("") : features;

            assertThat(RANGE.matcher(money).results().map(MatchResult::group).toList())
                    .allSatisfy(range ->
                            assertThat(expected.stream().map(ranges()::get)).contains(range));
        }

        /** Such as $75,000–120,000, by feature; by the empty name that of all. */
        private Map<String, String> ranges() {
            Map<String, String> ranges = new TreeMap<>();
            targets.root().keySet().stream()
                    .filter(name -> name.startsWith("revenue_") && name.endsWith("low_dollars_per_year"))
                    .forEach(low -> ranges.put(
                            low.replaceFirst("^revenue_", "").replaceFirst("_?low_dollars_per_year$", ""),
                            "$" + amount(low) + "–" + amount(low.replace("low_dollars", "high_dollars"))));
            return ranges;
        }

        private String amount(String name) {
            return String.format(Locale.ROOT, "%,d", new BigDecimal(targets.getString(name)).longValueExact());
        }
    }
}

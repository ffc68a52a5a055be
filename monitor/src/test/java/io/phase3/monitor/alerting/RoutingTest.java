package io.phase3.monitor.alerting;

import static io.phase3.monitor.alerting.Program.AMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom each alert reaches, as Alertmanager itself says. */
class RoutingTest {
    @Test
    void theConfigurationIsRight() throws Exception {
        assertThat(AMTOOL.run(MonitoringFolder.PATH, "check-config", "alertmanager.yml")
                        .successfully()
                        .output())
                .contains("5 receivers", "2 inhibit rules", "1 templates");
    }

    private static void assertThatReaches(Map<String, String> labels, List<String> receivers) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "config",
                "routes",
                "test",
                "--config.file=alertmanager.yml",
                "--verify.receivers=" + String.join(",", receivers)));
        labels.forEach((name, value) -> arguments.add(name + "=" + value));

        AMTOOL.run(MonitoringFolder.PATH, arguments.toArray(String[]::new)).successfully();
    }

    @Nested
    class EveryAlertOfTheRules {
        static List<Alert> alerts() {
            return MonitoringFolder.alerts();
        }

        @ParameterizedTest
        @MethodSource("alerts")
        void reachesThoseWhomItConcerns(Alert alert) throws Exception {
            Map<String, String> labels = new TreeMap<>(alert.labels());
            labels.put("alertname", alert.name());

            assertThatReaches(labels, expected(alert));
        }

        private static List<String> expected(Alert alert) {
            List<String> receivers = new ArrayList<>();
            if (alert.name().equals("Phase3ExperimentNegativeImpact")
                    || alert.name().equals("Phase3ExperimentGuardrailBreached")) {
                receivers.add("experiment-rollback");
            }
            if (alert.label("category").equals("business") || alert.is("info")) {
                receivers.add("slack-business-impact");
            }
            if (alert.is("critical")) {
                receivers.add("pagerduty");
            }
            if (receivers.isEmpty()) {
                receivers.add("slack-alerts");
            }
            return receivers;
        }
    }

    @Nested
    class AnAlertOf {
        @ParameterizedTest
        @CsvSource({
            "realtime,       critical, pagerduty",
            "realtime,       warning,  slack-alerts",
            "realtime,       info,     slack-business-impact",
            "multimodal,     critical, pagerduty",
            "multimodal,     warning,  slack-alerts",
            "multimodal,     info,     slack-business-impact",
            "churn,          critical, pagerduty",
            "churn,          warning,  slack-alerts",
            "churn,          info,     slack-business-impact",
            "coaching,       critical, pagerduty",
            "coaching,       warning,  slack-alerts",
            "coaching,       info,     slack-business-impact",
            "business,       critical, 'slack-business-impact,pagerduty'",
            "business,       warning,  slack-business-impact",
            "business,       info,     slack-business-impact",
            "ab_tests,       critical, pagerduty",
            "ab_tests,       warning,  slack-alerts",
            "ab_tests,       info,     slack-business-impact",
            "infrastructure, critical, pagerduty",
            "infrastructure, warning,  slack-alerts",
            "infrastructure, info,     slack-business-impact",
            "cost,           critical, pagerduty",
            "cost,           warning,  slack-alerts",
            "cost,           info,     slack-business-impact"
        })
        void aCategoryAndASeverityReaches(String category, String severity, String receivers) throws Exception {
            assertThatReaches(Map.of("category", category, "severity", severity), List.of(receivers));
        }

        @ParameterizedTest
        @CsvSource({
            "Watchdog,                          none,     dead-mans-switch",
            "Phase3ExperimentNegativeImpact,    critical, 'experiment-rollback,pagerduty'",
            "Phase3ExperimentGuardrailBreached, critical, 'experiment-rollback,pagerduty'",
            "Phase3ExperimentRolledBack,        warning,  slack-alerts",
            "SomebodyElsesAlert,                page,     slack-alerts"
        })
        void aNameReaches(String name, String severity, String receivers) throws Exception {
            assertThatReaches(Map.of("alertname", name, "severity", severity), List.of(receivers));
        }

        @Test
        void nothingAtAllIsSeenByPeople() throws Exception {
            assertThatReaches(Map.of(), List.of("slack-alerts"));
        }
    }
}

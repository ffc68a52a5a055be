package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What one of those outside does not take is counted, and the others get theirs. */
class BrokenReceiversIT extends AlertmanagerFixture {
    private static final String FAILED = "alertmanager_notifications_failed_total";

    @Test
    void withTheKeyOfThePagerMissingTheOthersGoOnAndItIsCaughtUpOnceItIsThere() throws Exception {
        String key = Files.readString(outside.secret("pagerduty-routing-key"));
        Files.delete(outside.secret("pagerduty-routing-key"));

        send(VERY_SLOW, SLOW.with("feature", "ai_coaching"));

        eventually(() -> {
            assertThat(alertmanager.metric(FAILED, "integration=\"pagerduty\"")).isPositive();
            assertThat(texts()).hasSize(1);
        });
        Files.writeString(outside.secret("pagerduty-routing-key"), key);
        eventually(() -> assertThat(pages()).containsExactly("Summary of Phase3WebSocketLatencyCritical"));
    }

    @Test
    void withTheWrongKeyThePagerSaysSoAndTheOthersGoOn() throws Exception {
        Files.writeString(outside.secret("pagerduty-routing-key"), "f".repeat(32));

        send(VERY_SLOW, SLOW.with("feature", "ai_coaching"));

        eventually(() -> {
            assertThat(outside.pagerDuty.refused())
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).contains("Invalid routing key"));
            assertThat(alertmanager.metric(FAILED, "integration=\"pagerduty\"")).isPositive();
            assertThat(texts()).hasSize(1);
        });
    }

    @Test
    void withoutTheAddressOfSlackThePagerGoesOn() throws Exception {
        Files.delete(outside.secret("slack-alerts-url"));

        send(VERY_SLOW, SLOW.with("feature", "ai_coaching"));

        eventually(() -> {
            assertThat(alertmanager.metric(FAILED, "integration=\"slack\"")).isPositive();
            assertThat(pages()).hasSize(1);
        });
    }

    @Test
    void withAnAddressOfSlackThatIsGoneThePagerGoesOn() throws Exception {
        outside.alerts.breakDown(404);

        send(VERY_SLOW, SLOW.with("feature", "ai_coaching"));

        eventually(() -> {
            assertThat(outside.alerts.refused()).isNotEmpty();
            assertThat(alertmanager.metric(FAILED, "integration=\"slack\"")).isPositive();
            assertThat(pages()).hasSize(1);
        });
        outside.alerts.recover();
        eventually(() -> assertThat(texts()).hasSize(1));
    }

    @Test
    void withNobodyAtTheDeadMansSwitchPeopleAreToldAllTheSame() throws Exception {
        outside.deadMansSwitch.close();

        send(WATCHDOG, VERY_SLOW, SLOW.with("feature", "ai_coaching"));

        eventually(() -> {
            assertThat(alertmanager.metric(FAILED, "integration=\"webhook\"")).isPositive();
            assertThat(pages()).hasSize(1);
            assertThat(texts()).hasSize(1);
        });
    }

    @Test
    void withoutTheTokenOfTheExporterPeopleAreToldAllTheSame() throws Exception {
        Files.delete(outside.secret("webhook-token"));

        send(SentAlert.of("Phase3ExperimentGuardrailBreached", "critical", "ab_tests", "experiment_harm")
                .with("experiment", "photo-order")
                .with("variant", "new"));

        eventually(() -> {
            assertThat(alertmanager.metric(FAILED, "integration=\"webhook\"")).isPositive();
            assertThat(pages()).hasSize(1);
        });
    }
}

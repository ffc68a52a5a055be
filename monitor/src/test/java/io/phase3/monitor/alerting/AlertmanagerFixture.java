package io.phase3.monitor.alerting;

import static org.awaitility.Awaitility.await;

import io.phase3.monitor.alerting.receivers.Slack;
import io.phase3.monitor.programs.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager with the shipped configuration, for each test a new one, and what it tells those outside. */
abstract class AlertmanagerFixture {
    static final SentAlert SLOW = SentAlert.of("Phase3WebSocketLatencyHigh", "warning", "realtime", "websocket_latency")
            .with("feature", "realtime_intelligence");
    static final SentAlert VERY_SLOW = SentAlert.of(
                    "Phase3WebSocketLatencyCritical", "critical", "realtime", "websocket_latency")
            .with("feature", "realtime_intelligence");
    static final SentAlert WATCHDOG = SentAlert.of("Watchdog", "none", "watchdog", "alerting");

    @TempDir
    private Path folder;

    Outside outside;
    Server alertmanager;

    @BeforeEach
    void start() throws IOException {
        outside = new Outside(folder);
        alertmanager = Server.alertmanager(folder);
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (outside != null) {
            outside.close();
        }
    }

    final void send(SentAlert... alerts) throws Exception {
        Instant now = Instant.now();
        alertmanager.post(
                "/api/v2/alerts",
                Stream.of(alerts).map(alert -> alert.json(now)).toList());
    }

    /** Fails with what Alertmanager and those who refused something have said. */
    final void eventually(ThrowingRunnable assertion) throws IOException {
        try {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "\nPagerDuty refused " + outside.pagerDuty.refused() + "\nSlack refused "
                            + outside.alerts.refused() + "\nAlertmanager said\n" + alertmanager.output(),
                    e);
        }
    }

    /** Some rounds of all groups later, by the heartbeats of the Watchdog, whose rounds are no longer than theirs. */
    final void roundsLater() throws Exception {
        send(WATCHDOG);
        int now = outside.deadMansSwitch.accepted().size();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outside.deadMansSwitch.accepted().size() >= now + 5);
    }

    final List<String> texts() {
        return outside.alerts.messages("#phase3-alerts").stream()
                .map(message -> Slack.text(message).replaceAll("since ..:.. UTC", "since 12:00 UTC"))
                .toList();
    }

    final List<String> businessTexts() {
        return outside.businessImpact.messages("#phase3-business-impact").stream()
                .map(Slack::text)
                .toList();
    }

    final List<String> pages() {
        return outside.pagerDuty.triggered().stream()
                .map(event -> event.at("/payload/summary").asText())
                .toList();
    }
}

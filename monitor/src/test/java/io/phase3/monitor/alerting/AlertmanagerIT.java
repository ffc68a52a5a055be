package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.alerting.receivers.Slack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration in a real Alertmanager: what arrives where, and how it reads. */
class AlertmanagerIT {
    private static final String FAILED = "alertmanager_notifications_failed_total";
    private static final SentAlert SLOW = SentAlert.of(
                    "Phase3WebSocketLatencyHigh", "warning", "realtime", "websocket_latency")
            .with("feature", "realtime_intelligence");
    private static final SentAlert VERY_SLOW = SentAlert.of(
                    "Phase3WebSocketLatencyCritical", "critical", "realtime", "websocket_latency")
            .with("feature", "realtime_intelligence");
    private static final SentAlert WATCHDOG = SentAlert.of("Watchdog", "none", "watchdog", "alerting");

    @TempDir
    private Path folder;

    private Outside outside;
    private Server alertmanager;

    @BeforeEach
    void start() throws IOException {
        outside = new Outside(folder);
        try {
            alertmanager = Server.alertmanager(folder);
        } catch (IOException | RuntimeException | Error e) {
            outside.close();
            throw e;
        }
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
            outside.close();
        }
    }

    private void send(SentAlert... alerts) throws Exception {
        Instant now = Instant.now();
        alertmanager.post(
                "/api/v2/alerts",
                Stream.of(alerts).map(alert -> alert.json(now)).toList());
    }

    /** Fails with what Alertmanager and those who refused something have said. */
    private void eventually(ThrowingRunnable assertion) throws IOException {
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
    private void roundsLater() throws Exception {
        send(WATCHDOG);
        int now = outside.deadMansSwitch.accepted().size();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outside.deadMansSwitch.accepted().size() >= now + 5);
    }

    private List<String> texts() {
        return outside.alerts.messages("#phase3-alerts").stream()
                .map(message -> Slack.text(message).replaceAll("since ..:.. UTC", "since 12:00 UTC"))
                .toList();
    }

    private List<String> businessTexts() {
        return outside.businessImpact.messages("#phase3-business-impact").stream()
                .map(Slack::text)
                .toList();
    }

    private List<String> pages() {
        return outside.pagerDuty.triggered().stream()
                .map(event -> event.at("/payload/summary").asText())
                .toList();
    }

    @Nested
    class AWarning {
        @Test
        void saysInSlackWhatAReaderNeeds() throws Exception {
            send(SLOW.saying("description", "a & b <c>, the target is 50ms."));

            eventually(() -> assertThat(texts()).containsExactly("""
                            [warning] Summary of Phase3WebSocketLatencyHigh
                            *Summary of Phase3WebSocketLatencyHigh*
                            a &amp; b &lt;c&gt;, the target is 50ms.
                            At stake: $75,000–120,000 a year
                            <https://runbooks.example.com/runbooks.md#phase3websocketlatencyhigh|Runbook> · \
                            <http://localhost:3000/d/phase3-production-monitoring?viewPanel=2|Dashboard> · \
                            Phase3WebSocketLatencyHigh since 12:00 UTC

                            """));
            JsonNode attachment = outside.alerts.accepted().get(0).at("/attachments/0");
            assertThat(attachment.path("color").asText()).isEqualTo("warning");
            assertThat(attachment.path("title_link").asText())
                    .isEqualTo("http://alertmanager.example.com:9093/#/alerts?receiver=slack-alerts");
            assertThat(pages()).isEmpty();
        }

        @Test
        void thatComesTwiceIsSaidOnce() throws Exception {
            send(SLOW);
            eventually(() -> assertThat(texts()).hasSize(1));

            send(SLOW);
            roundsLater();

            assertThat(texts()).hasSize(1);
        }

        @Test
        void thatIsOverIsSaidToBe() throws Exception {
            send(SLOW);
            eventually(() -> assertThat(texts()).hasSize(1));

            send(SLOW.resolved());

            eventually(() -> assertThat(texts()).last().isEqualTo("""
                            [resolved] Summary of Phase3WebSocketLatencyHigh
                            Resolved: Summary of Phase3WebSocketLatencyHigh
                            """));
            assertThat(outside.alerts
                            .accepted()
                            .get(1)
                            .at("/attachments/0/color")
                            .asText())
                    .isEqualTo("good");
        }

        @Test
        void comesWithThoseOfItsSymptomAndFeatureAndNoOthers() throws Exception {
            send(
                    SLOW,
                    SentAlert.of("Phase3WebSocketLatencyBudgetSlowBurn", "warning", "realtime", "websocket_latency")
                            .with("feature", "realtime_intelligence"),
                    SLOW.with("feature", "ai_coaching"));

            eventually(() -> assertThat(texts())
                    .extracting(text -> text.lines().findFirst().orElseThrow())
                    .containsExactlyInAnyOrder(
                            "[warning] 2 alerts of realtime, realtime_intelligence, websocket_latency",
                            "[warning] Summary of Phase3WebSocketLatencyHigh"));
        }
    }

    @Nested
    class ACritical {
        @Test
        void saysToThePagerWhatSomebodyWokenNeeds() throws Exception {
            send(VERY_SLOW);

            eventually(() -> assertThat(outside.pagerDuty.triggered()).hasSize(1));
            JsonNode event = outside.pagerDuty.triggered().get(0);
            JsonNode payload = event.path("payload");
            assertThat(payload.path("summary").asText()).isEqualTo("Summary of Phase3WebSocketLatencyCritical");
            assertThat(payload.path("severity").asText()).isEqualTo("critical");
            assertThat(payload.path("source").asText()).isEqualTo("Phase 3");
            assertThat(payload.path("component").asText()).isEqualTo("realtime_intelligence");
            assertThat(payload.path("group").asText()).isEqualTo("realtime");
            assertThat(payload.path("class").asText()).isEqualTo("websocket_latency");
            JsonNode details = payload.path("custom_details");
            assertThat(details.path("description").asText())
                    .isEqualTo("The value of Phase3WebSocketLatencyCritical is 73.75ms; the target is 50ms.\n");
            assertThat(details.path("money_at_stake").asText()).isEqualTo("$75,000–120,000 a year");
            assertThat(details.path("runbook").asText())
                    .isEqualTo("https://runbooks.example.com/runbooks.md#phase3websocketlatencycritical");
            assertThat(details.path("dashboard").asText())
                    .isEqualTo("http://localhost:3000/d/phase3-production-monitoring?viewPanel=2");
            assertThat(details.path("firing").asText())
                    .isEqualTo("Phase3WebSocketLatencyCritical feature=realtime_intelligence\n");
            assertThat(event.path("links"))
                    .extracting(link -> link.path("text").asText())
                    .containsExactly("Runbook", "Dashboard");
            assertThat(texts()).isEmpty();
        }

        @Test
        void thatIsOverEndsItsIncident() throws Exception {
            send(VERY_SLOW);
            eventually(() -> assertThat(outside.pagerDuty.triggered()).hasSize(1));

            send(VERY_SLOW.resolved());

            eventually(() -> assertThat(outside.pagerDuty.resolved())
                    .extracting(event -> event.path("dedup_key").asText())
                    .containsExactly(outside.pagerDuty
                            .triggered()
                            .get(0)
                            .path("dedup_key")
                            .asText()));
        }

        @Test
        void silencesTheWarningsOfItsSymptomAndFeatureAndNoOthers() throws Exception {
            send(
                    VERY_SLOW,
                    SLOW,
                    SLOW.with("feature", "ai_coaching").saying("summary", "another feature"),
                    SLOW.with("symptom", "websocket_errors").saying("summary", "another symptom"));

            eventually(() -> assertThat(texts()).hasSize(2));
            roundsLater();
            assertThat(texts())
                    .extracting(text -> text.lines().findFirst().orElseThrow())
                    .containsExactlyInAnyOrder("[warning] another feature", "[warning] another symptom");
            assertThat(pages()).hasSize(1);
        }

        @Test
        void ofTheBusinessIsAPageAndNews() throws Exception {
            send(SentAlert.of("Phase3ConversionsStopped", "critical", "business", "conversions_stopped"));

            eventually(() -> {
                assertThat(pages()).containsExactly("Summary of Phase3ConversionsStopped");
                assertThat(businessTexts())
                        .singleElement()
                        .asString()
                        .startsWith("[critical] Summary of Phase3ConversionsStopped\n");
            });
            assertThat(outside.businessImpact
                            .accepted()
                            .get(0)
                            .at("/attachments/0/color")
                            .asText())
                    .isEqualTo("danger");
        }
    }

    @Nested
    class AnApplicationThatIsDown {
        private final SentAlert down = SentAlert.of("Phase3AppTargetDown", "critical", "infrastructure", "app_down")
                .with("host", "10.0.0.1");

        @Test
        void silencesWhatFollowsFromItAndNothingElse() throws Exception {
            send(
                    down.with("instance", "10.0.0.1:8009"),
                    down.with("instance", "10.0.0.1:8010"),
                    SLOW.with("host", "10.0.0.1").saying("summary", "on its host"),
                    VERY_SLOW.with("host", "10.0.0.1").with("symptom", "a").saying("summary", "a page of its host"),
                    SLOW.with("symptom", "b").with("host", "10.0.0.2").saying("summary", "on another host"),
                    SLOW.with("symptom", "c").saying("summary", "of no host"));

            eventually(() -> {
                assertThat(texts()).hasSize(2);
                assertThat(pages()).isNotEmpty();
            });
            roundsLater();
            assertThat(texts())
                    .extracting(text -> text.lines().findFirst().orElseThrow())
                    .containsExactlyInAnyOrder("[warning] on another host", "[warning] of no host");
            assertThat(pages()).containsExactly("2 alerts of infrastructure, app_down");
        }
    }

    @Nested
    class TheWatchdog {
        @Test
        void isHeardAgainAndAgainAndByNobodyElse() throws Exception {
            send(WATCHDOG);

            eventually(() -> assertThat(outside.deadMansSwitch.accepted()).hasSizeGreaterThan(2));
            assertThat(outside.deadMansSwitch.refused()).isEmpty();
            assertThat(texts()).isEmpty();
            assertThat(businessTexts()).isEmpty();
            assertThat(pages()).isEmpty();
        }
    }

    @Nested
    class AnExperimentThatDoesHarm {
        @Test
        void isToldToTheExporterVariantByVariantAndIsOnePage() throws Exception {
            SentAlert harm = SentAlert.of("Phase3ExperimentNegativeImpact", "critical", "ab_tests", "experiment_harm")
                    .with("experiment", "photo-order");
            send(harm.with("variant", "new"), harm.with("variant", "newer"));

            eventually(() -> {
                assertThat(outside.exporter.accepted())
                        .extracting(notification ->
                                notification.at("/groupLabels/variant").asText())
                        .containsExactlyInAnyOrder("new", "newer");
                assertThat(pages()).containsExactly("2 alerts of ab_tests, photo-order, experiment_harm");
            });
            assertThat(outside.exporter.refused()).isEmpty();
        }
    }

    @Nested
    class ManyAlertsOfOneTrouble {
        private SentAlert[] instances(SentAlert alert) {
            return IntStream.range(10, 35)
                    .mapToObj(i -> alert.with("instance", "10.0.0." + i + ":8009")
                            .saying("summary", "x".repeat(2000))
                            .saying("description", "y".repeat(100_000)))
                    .toArray(SentAlert[]::new);
        }

        @Test
        void areOneMessageThatCanBeRead() throws Exception {
            send(instances(SLOW));

            eventually(() -> assertThat(texts()).singleElement().asString().endsWith("…and 15 more\n"));
            assertThat(texts().get(0).lines().findFirst())
                    .contains("[warning] 25 alerts of realtime, realtime_intelligence, websocket_latency");
            assertThat(texts().get(0)).hasSizeLessThan(15_000);
            assertThat(outside.alerts.refused()).isEmpty();
        }

        @Test
        void areOnePage() throws Exception {
            send(instances(VERY_SLOW));

            eventually(() -> assertThat(pages()).hasSize(1));
            assertThat(outside.pagerDuty
                            .triggered()
                            .get(0)
                            .at("/payload/custom_details/firing")
                            .asText())
                    .startsWith(
                            "Phase3WebSocketLatencyCritical feature=realtime_intelligence instance=10.0.0.10:8009\n")
                    .endsWith("…and 15 more");
            assertThat(outside.pagerDuty.refused()).isEmpty();
        }

        @Test
        void thatAreOverAreOneMessageToo() throws Exception {
            send(instances(SLOW));
            eventually(() -> assertThat(texts()).hasSize(1));

            send(Stream.of(instances(SLOW)).map(SentAlert::resolved).toArray(SentAlert[]::new));

            eventually(() -> assertThat(texts()).last().asString().endsWith("…and 20 more resolved"));
        }
    }

    @Nested
    class AnAlertOfSomebodyElse {
        @Test
        void arrivesThoughItSaysNothing() throws Exception {
            send(SentAlert.bare("Theirs").with("severity", "critical"), SentAlert.bare("Others"));

            eventually(() -> {
                assertThat(pages()).containsExactly("Theirs");
                assertThat(texts()).containsExactly("[firing] Others\n*Others*\nOthers since 12:00 UTC\n\n");
            });
        }
    }

    /** What one of them does not take is counted, and the others get theirs. */
    @Nested
    class WhereSomethingIsWrong {
        @Test
        void withTheKeyOfThePagerMissingTheOthersGoOnAndItIsCaughtUpOnceItIsThere() throws Exception {
            String key = Files.readString(outside.secret("pagerduty-routing-key"));
            Files.delete(outside.secret("pagerduty-routing-key"));

            send(VERY_SLOW, SLOW.with("feature", "ai_coaching"));

            eventually(() -> {
                assertThat(alertmanager.metric(FAILED, "integration=\"pagerduty\""))
                        .isPositive();
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
                assertThat(alertmanager.metric(FAILED, "integration=\"pagerduty\""))
                        .isPositive();
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
                assertThat(alertmanager.metric(FAILED, "integration=\"webhook\""))
                        .isPositive();
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
                assertThat(alertmanager.metric(FAILED, "integration=\"webhook\""))
                        .isPositive();
                assertThat(pages()).hasSize(1);
            });
        }
    }
}

package io.phase3.monitor.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The shipped configuration in a real Alertmanager: what arrives where, and how it reads. */
class AlertmanagerIT extends AlertmanagerFixture {
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
}

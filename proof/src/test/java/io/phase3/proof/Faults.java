package io.phase3.proof;

import static io.phase3.proof.Fault.Action.NOTHING;
import static io.phase3.proof.Fault.incident;
import static io.phase3.proof.Fault.rows;
import static io.phase3.proof.Round.FAILING;
import static io.phase3.proof.Round.GONE;
import static io.phase3.proof.Round.SILENT;
import static io.phase3.proof.Round.SLOW;
import static io.phase3.proof.Round.TURNED_AWAY;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** All that can go wrong: each of the 95 alerts belongs to one of these. */
final class Faults {

    static final List<Fault> ALL = List.of(
            incident(
                    SLOW,
                    "crawling-claude",
                    "VisionLatencyCritical",
                    "VisionLatencyHigh",
                    "VisionLatencyBudgetFastBurn",
                    "VisionLatencyBudgetSlowBurn",
                    "CoachingLatencyCritical",
                    "CoachingLatencyHigh",
                    "CoachingLatencyBudgetFastBurn",
                    "CoachingLatencyBudgetSlowBurn"),
            incident(SLOW, "renamed-models", "LlmUnpricedModel"),
            incident(SLOW, "wordy-claude", "ClaudeSpendSpike"),
            incident(SLOW, "forgetful-claude", "LlmCacheReadRatioLow"),
            incident(
                    SLOW,
                    "slow-database",
                    "WebSocketLatencyCritical",
                    "WebSocketLatencyHigh",
                    "WebSocketLatencyBudgetFastBurn",
                    "WebSocketLatencyBudgetSlowBurn",
                    "WebSocketTailLatencyHigh",
                    "DashboardRefreshSlow",
                    "PostgresSlowQueries"),
            incident(SLOW, "cold-cache", "PropertyCacheMissRatioHigh"),
            Fault.of(
                    SLOW,
                    "slow census behind a cold cache",
                    stack -> {
                        stack.service.begin("cold-cache");
                        stack.service.begin("slow-census");
                    },
                    stack -> stack.service.end("slow-census"),
                    "NeighborhoodApiLatencyHigh"),
            incident(
                    SLOW,
                    "stopped-consumer",
                    "EventBusBacklogGrowing",
                    "EventBusEventsDropped",
                    "EventBusConsumerStalled"),
            Fault.of(
                    SLOW,
                    "late-events, everywhere",
                    stack -> {
                        stack.service.begin("late-events");
                        stack.faulty.begin("late-events");
                    },
                    stack -> stack.service.end("late-events"),
                    "DataStreamStale"),
            incident(SLOW, "failing-chat", "CoachingAlertDeliveryFailing"),
            // What takes a minute has begun a minute ago, in a second JVM that joins.
            Fault.of(
                    SLOW,
                    "slow channels, in a JVM that joins",
                    stack -> {
                        stack.service.begin("no-churn-reviews");
                        stack.scrape(stack.service, stack.faulty);
                    },
                    stack -> stack.service.end("no-churn-reviews"),
                    "ChurnInterventionLatencyCritical",
                    "ChurnInterventionLatencyHigh",
                    "ChurnLatencyBudgetSlowBurn"),
            Fault.of(
                    SLOW,
                    "more leads than the agent has room for, in the same JVM",
                    NOTHING,
                    NOTHING,
                    "AgentInternalErrors"),
            incident(
                    SLOW,
                    "no-sales",
                    "ConversionsStopped",
                    "RevenueProjectionBelowTarget",
                    "FeatureRevenueBelowTarget",
                    "RevenueDroppedWeekOnWeek"),
            rows(SLOW, "unhappy users", "update phase3.nps_response set score = 3", "NpsLow"),
            rows(SLOW, "unhappy matches", """
                    insert into phase3.match_feedback (satisfied, responded_at)
                    select false, now() from generate_series(1, 2000)""", "MatchSatisfactionLow", "MatchSatisfactionCollapse"),
            rows(
                    SLOW,
                    "an unused feature",
                    "delete from phase3.user_activity where feature = 'ai_coaching' and user_id > '2'",
                    "FeatureAdoptionLow"),
            rows(
                    SLOW,
                    "wrong predictions",
                    "update phase3.churn_prediction set churned = not will_churn where churned is not null",
                    "ChurnModelAccuracyLow"),
            rows(
                    SLOW,
                    "an old model",
                    "update phase3.churn_model set trained_at = trained_at - interval '60 days'",
                    "ChurnModelStale"),
            rows(SLOW, "forgotten leads", """
                    insert into phase3.churn_risk (lead, at_risk_since)
                    select gen_random_uuid(), now() - interval '3 hours' from generate_series(1, 5)""", "ChurnBacklogUnactioned"),
            rows(SLOW, "lost leads", """
                    insert into phase3.churn_intervention (id, lead, started_at, outcome, decided_at)
                    select gen_random_uuid(), gen_random_uuid(), now(), 'churned', now() from generate_series(1, 500)""", "ChurnInterventionSuccessLow"),
            rows(
                    SLOW,
                    "idle agents",
                    "delete from phase3.coaching_session where agent_id > '4'",
                    "CoachingEngagementLow",
                    "CoachingEngagementFalling"),
            rows(
                    SLOW,
                    "agents who learn nothing",
                    "update phase3.coaching_productivity set deals = baseline_deals",
                    "CoachingProductivityGainLow"),
            rows(
                    SLOW,
                    "expensive servers",
                    "update phase3.infrastructure_cost set amount = amount + 100000 where day = phase3.ledger_today()",
                    "InfraCostRatioHigh",
                    "WebSocketCostPerConnectionHigh",
                    "FeatureCostExceedsRevenue",
                    "OverallRoiLow",
                    "ChurnRoiBelowTarget"),
            rows(SLOW, "expensive models", """
                    update phase3.api_cost set amount = amount + 5000
                    where api = 'claude' and day = phase3.ledger_today()""", "ClaudeBudgetExceeded", "ClaudeBudgetForecastExceeded"),
            // Alertmanager has the exporter end it.
            rows(
                    SLOW,
                    "a harmful variant",
                    ExperimentRows.running("harmful", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(3_000, 300)
                            .sql(),
                    "ExperimentNegativeImpact",
                    "ExperimentRolledBack"),
            rows(
                    SLOW,
                    "complaints about a variant",
                    ExperimentRows.running("complaints", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(3_000, 600)
                            .complaints(300)
                            .sql(),
                    "ExperimentGuardrailBreached"),
            rows(
                    SLOW,
                    "a broken split",
                    ExperimentRows.running("broken-split", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(2_000, 400)
                            .sql(),
                    "ExperimentSampleRatioMismatch"),
            rows(
                    SLOW,
                    "variants seen by the same people",
                    ExperimentRows.running("seen-twice", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(3_000, 600)
                            .twice(300)
                            .sql(),
                    "ExperimentMultipleExposures"),
            rows(
                    SLOW,
                    "a winner",
                    ExperimentRows.running("winner", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(3_000, 1_200)
                            .sql(),
                    "ExperimentWinnerReady"),
            rows(
                    SLOW,
                    "an experiment of few, and no more of them",
                    ExperimentRows.running("few", 20, 0.05)
                            .control(100, 10)
                            .treatment(100, 10)
                            .sql(),
                    "ExperimentUnderpowered",
                    "ExperimentNoTraffic"),
            rows(
                    SLOW,
                    "an experiment without a control",
                    ExperimentRows.running("no-control", 20, 0.05).sql(),
                    "ExperimentEvaluationStale"),
            rows(
                    SLOW,
                    "a rollback that failed",
                    ExperimentRows.running("not-rolled-back", 20, 0.2)
                            .control(3_000, 600)
                            .treatment(3_000, 600)
                            .rollback("failed")
                            .sql(),
                    "ExperimentRollbackFailed"),
            rows(
                    SLOW,
                    "a feature that converts nobody",
                    ExperimentRows.running("no-lift", 40, 0.2)
                            .control(6_000, 4_800)
                            .treatment(6_000, 4_800)
                            .sql(),
                    "ConversionLiftBelowTarget"),
            incident(FAILING, "failing-database", "WebSocketErrorRatioCritical", "WebSocketErrorRatioHigh"),
            incident(
                    FAILING,
                    "broken-claude",
                    "VisionErrorRatioCritical",
                    "VisionErrorRatioHigh",
                    "CoachingErrorRatioCritical",
                    "CoachingErrorRatioHigh"),
            incident(FAILING, "rate-limiting", "VisionRateLimited"),
            Fault.of(
                    FAILING,
                    "failing census behind a cold cache",
                    stack -> {
                        stack.service.begin("cold-cache");
                        stack.service.begin("failing-census");
                    },
                    stack -> stack.service.end("failing-census"),
                    "NeighborhoodApiErrors"),
            Fault.of(
                    FAILING,
                    "failing-channels, without that JVM",
                    stack -> {
                        stack.scrape(stack.service);
                        stack.service.begin("failing-channels");
                    },
                    stack -> stack.service.end("failing-channels"),
                    "ChurnInterventionErrors",
                    "ChurnAllChannelsFailing",
                    "ChurnNotificationChannelFailing"),
            incident(FAILING, "slow-redis", "RedisPoolSaturated"),
            rows(
                    FAILING,
                    "revenue that no agent has counted",
                    """
                    update phase3.ledger_total set amount_minor = amount_minor + 100000000
                    where kind = 'credit' and feature = 'ai_coaching'""",
                    "RevenueProjectionAboveRange",
                    "LedgerReconciliationMismatch"),
            rows(FAILING, "revenue that nobody has earned", """
                    insert into phase3.ledger_total (feature, kind, amount_minor, entries)
                    values ('unattributed', 'credit', 900000000, 1)
                    on conflict (feature, kind) do update set amount_minor = ledger_total.amount_minor + 900000000""", "RevenueUnattributedHigh"),
            rows(FAILING, "revenue that is given back", """
                    insert into phase3.ledger_total (feature, kind, amount_minor, entries)
                    values ('ai_coaching', 'reversal', 500000000, 1)
                    on conflict (feature, kind) do update set amount_minor = ledger_total.amount_minor + 500000000""", "RefundRatioHigh"),
            Fault.of(
                    FAILING,
                    "Railway answers 500",
                    stack -> stack.railway.answer(500),
                    stack -> stack.railway.answer(200),
                    "RailwayServiceDown",
                    "UptimeBudgetFastBurn"),
            Fault.of(
                    FAILING,
                    "Vercel answers 500",
                    stack -> stack.vercel.answer(500),
                    stack -> stack.vercel.answer(200),
                    "VercelDashboardDown"),
            Fault.of(
                    FAILING,
                    "Slack answers 400",
                    stack -> stack.slack.breakDown(400),
                    stack -> stack.slack.recover(),
                    "AlertDeliveryFailing"),
            Fault.of(TURNED_AWAY, "no-churn-reviews", stack -> stack.service.begin("no-churn-reviews"), NOTHING),
            incident(TURNED_AWAY, "full-server", "WebSocketConnectionsDropped", "WebSocketReconnectStorm"),
            Fault.of(
                    TURNED_AWAY,
                    "a certificate of three days",
                    stack -> stack.probe(stack.expiring, stack.vercel),
                    NOTHING,
                    "TlsCertificateExpiring"),
            incident(SILENT, "no-messages", "WebSocketMetricsAbsent"),
            incident(SILENT, "no-photos", "VisionMetricsAbsent"),
            incident(SILENT, "no-conversations", "CoachingMetricsAbsent"),
            // The calls have ended a round ago, the rows end now.
            Fault.of(
                    SILENT,
                    "leads at risk that are left alone",
                    stack -> stack.company.stopInterventions(),
                    NOTHING,
                    "ChurnInterventionsStopped"),
            // What is left is the second JVM: it never had a sale, and one of its methods has another name.
            Fault.of(
                    GONE,
                    "a killed application",
                    stack -> {
                        stack.scrape(stack.service, stack.faulty);
                        stack.service.program().kill();
                    },
                    NOTHING,
                    "AppTargetDown",
                    "DataStreamMissing"),
            Fault.of(GONE, "a method with another name", NOTHING, NOTHING, "AgentInstrumentationGap"),
            Fault.of(GONE, "a killed exporter", stack -> stack.exporter.kill(), NOTHING, "ExporterStale"),
            Fault.of(GONE, "a killed Redis", Stack::killRedis, NOTHING, "RedisDown"),
            Fault.of(GONE, "a killed PostgreSQL", Stack::killPostgres, NOTHING, "PostgresDown"));

    private Faults() {}

    static List<Fault> of(Round round) {
        return ALL.stream().filter(fault -> fault.round() == round).toList();
    }

    /** A forecast is silent on the first days of a month, of which it would know too little. */
    static boolean isSilentToday(String alert) {
        return alert.endsWith("ClaudeBudgetForecastExceeded")
                && LocalDate.now(ZoneOffset.UTC).getDayOfMonth() <= 3;
    }

    /** The fault that the alert, with its prefix, has to tell of. */
    static Fault behind(String alert) {
        return ALL.stream()
                .filter(fault -> fault.causes(alert))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing provokes " + alert + "; name it in Faults"));
    }
}

package io.phase3.monitor.backtest.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** What the agent of one instance serves. */
final class AgentMetrics {
    private static final Calls.Manner WEBSOCKET = new Calls.Manner(
            "phase3_websocket_latency_seconds",
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
            60,
            .012,
            .6);
    private static final Calls.Manner VISION = new Calls.Manner(
            "phase3_vision_analysis_duration_seconds",
            List.of(0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0),
            12,
            .6,
            .42);
    private static final Calls.Manner CHURN = new Calls.Manner(
            "phase3_churn_intervention_duration_seconds",
            List.of(0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0),
            1,
            2,
            .8);
    private static final Calls.Manner COACHING = new Calls.Manner(
            "phase3_coaching_analysis_duration_seconds",
            List.of(0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 10.0, 30.0),
            6,
            .8,
            .42);
    private static final Calls.Manner CONVERSION = new Calls.Manner(
            "phase3_conversion_duration_seconds",
            List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
            .02,
            .1,
            .5);
    private static final Calls.Manner DASHBOARD = new Calls.Manner(
            "phase3_dashboard_refresh_duration_seconds",
            List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0),
            6,
            .6,
            .4);
    private static final Calls.Manner NEIGHBORHOOD = new Calls.Manner(
            "phase3_neighborhood_api_duration_seconds", List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0), 15, .2, .5);
    private static final Calls.Manner OPERATION = new Calls.Manner(
            "phase3_operation_duration_seconds", List.of(0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 60.0), 20, .01, .6);
    private static final Calls.Manner DATABASE = new Calls.Manner(
            "phase3_db_query_duration_seconds",
            List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
            90,
            .004,
            .7);

    private static final double FAILING = 0.001;
    private static final double INCIDENT_FAILING = 0.25;
    private static final double INCIDENT_SLOWNESS = 12;
    /** Of what is earned nobody gets the credit for this much. */
    private static final String UNATTRIBUTED = "unattributed";

    private final Instance instance;
    private final Incident.Script incidents;
    private final double fleet;
    private final SplittableRandom random;
    private final List<Told> all = new ArrayList<>();

    private AgentMetrics(Instance instance, int instances, Incident.Script incidents, SplittableRandom random) {
        this.instance = instance;
        this.incidents = incidents;
        this.fleet = instances;
        this.random = random;
    }

    /** @param instances how many share the sales and the costs of the product */
    static List<Told> of(Instance instance, int instances, Incident.Script incidents, SplittableRandom random) {
        AgentMetrics metrics = new AgentMetrics(instance, instances, incidents, random);
        metrics.process();
        metrics.kinds();
        metrics.websockets();
        metrics.money();
        metrics.models();
        metrics.streams();
        metrics.stores();
        return metrics.all;
    }

    private void process() {
        all.add(new Gauge(Series.of("up", instance.labels()), second -> instance.isDown(second) ? 0 : 1));
        gauge("phase3_agent_info", second -> 1, "version", "1.0.0", "java", "17");
        for (String rule : List.of("photo-analysis", "churn-intervention", "call-review", "sale-closed")) {
            gauge("phase3_agent_rule_methods", second -> 1, "rule", rule);
        }
        for (String stage : List.of("weave", "expression", "attribute", "journal", "export")) {
            counter("phase3_agent_errors_total", second -> 0, 1, "stage", stage);
        }
        counter("phase3_agent_dropped_events_total", second -> 0, 1, "queue", "journal");
    }

    private void kinds() {
        calls(OPERATION, null, null, "realtime_intelligence", "operation", "lead_desk");
        calls(WEBSOCKET, Incident.SLOW_WEBSOCKETS, null, "realtime_intelligence", "message_type", "lead_update");
        calls(VISION, null, Incident.FAILING_PHOTO_ANALYSES, "property_intelligence", "analysis_type", "luxury");
        calls(CHURN, null, null, "churn_prevention", "risk_level", "high");
        calls(COACHING, null, null, "ai_coaching", "analysis_type", "conversation");
        calls(CONVERSION, null, null, "none", "conversion_type", "sale");
        add(DASHBOARD, 1, Calls.Mood.CALM);
        add(NEIGHBORHOOD, 1 - FAILING, Calls.Mood.CALM, "outcome", "success");
        add(NEIGHBORHOOD, FAILING, Calls.Mood.CALM, "outcome", "error");
        add(DATABASE, 1, Calls.Mood.CALM);
    }

    private void calls(
            Calls.Manner manner, Incident slow, Incident failing, String feature, String type, String value) {
        Calls.Mood mood = new Calls.Mood(
                second -> slow != null && incidents.during(slow, second) ? INCIDENT_SLOWNESS : 1, second -> 1);
        add(manner, 1 - FAILING, mood, "feature", feature, type, value, "outcome", "success");
        add(manner, FAILING, mood, "feature", feature, type, value, "outcome", "error");
        if (failing != null) {
            Calls.Mood failure = new Calls.Mood(second -> 1, second -> incidents.during(failing, second) ? 1 : 0);
            add(manner, INCIDENT_FAILING, failure, "feature", feature, type, "batch", "outcome", "error");
        }
    }

    private void add(Calls.Manner manner, double share, Calls.Mood mood, String... labels) {
        all.add(new Calls(manner, instance, share, mood, random.split(), labels));
    }

    private void websockets() {
        String[] feature = {"feature", "realtime_intelligence"};
        gauge("phase3_websocket_connections", second -> Math.rint(5 + 120 * Seasons.activity(second)), feature);
        counter("phase3_websocket_disconnects_total", busy(1), 1, "feature", feature[1], "reason", "normal");
        counter("phase3_websocket_disconnects_total", busy(.02), 1, "feature", feature[1], "reason", "abnormal");
    }

    private void money() {
        BusinessMetrics.REVENUE_PER_YEAR.forEach((feature, dollars) -> {
            double perMinute = BusinessMetrics.salesPerMinute(dollars) / fleet;
            counter("phase3_revenue_impact_dollars_total", sales(perMinute), BusinessMetrics.SALE, "feature", feature);
            counter(
                    "phase3_revenue_refunded_dollars_total",
                    sales(perMinute * .01),
                    BusinessMetrics.SALE,
                    "feature",
                    feature);
            if (!feature.equals(UNATTRIBUTED)) {
                counter("phase3_touches_total", busy(3), 1, "feature", feature);
            }
        });
        counter(
                "phase3_conversions_total",
                sales(BusinessMetrics.salesPerMinute(350_000) / fleet),
                1,
                "conversion_type",
                "sale");
        BusinessMetrics.API_DOLLARS_PER_DAY.forEach((feature, dollars) -> counter(
                "phase3_api_cost_dollars_total",
                perDay(dollars / fleet / .01),
                .01,
                "feature",
                feature,
                "api",
                "claude"));
    }

    private void models() {
        Map<String, String> models = Map.of("property_intelligence", "claude-sonnet", "ai_coaching", "claude-haiku");
        models.forEach((feature, model) -> {
            counter("phase3_llm_requests_total", busy(8), 1, "feature", feature, "model", model, "outcome", "success");
            counter("phase3_llm_requests_total", busy(.005), 1, "feature", feature, "model", model, "outcome", "error");
            counter(
                    "phase3_llm_requests_total",
                    busy(.005),
                    1,
                    "feature",
                    feature,
                    "model",
                    model,
                    "outcome",
                    "rate_limited");
            Map.of("input", 20.0, "output", 6.0, "cache_read", 90.0, "cache_write_5m", 5.0)
                    .forEach((type, hundreds) -> counter(
                            "phase3_llm_tokens_total",
                            busy(8 * hundreds),
                            100,
                            "feature",
                            feature,
                            "model",
                            model,
                            "token_type",
                            type));
        });
    }

    private void streams() {
        for (String name : List.of("leads", "listings", "conversations", "churn", "deals", "market")) {
            for (String stage : List.of("published", "consumed")) {
                counter(
                        "phase3_event_bus_events_total",
                        second -> 2 + 20 * Seasons.activity(second),
                        1,
                        "bus",
                        name,
                        "stage",
                        stage);
            }
            counter("phase3_event_bus_events_total", second -> 0, 1, "bus", name, "stage", "dropped");
            gauge("phase3_event_bus_queue_depth", second -> Math.rint(3 * Seasons.activity(second)), "bus", name);
            gauge("phase3_stream_last_event_timestamp_seconds", second -> second - 2, "stream", name);
        }
        counter("phase3_cache_requests_total", busy(30), 1, "cache", "properties", "result", "hit");
        counter("phase3_cache_requests_total", busy(6), 1, "cache", "properties", "result", "miss");
        for (String channel : List.of("email", "sms", "push")) {
            counter("phase3_notifications_total", busy(.5), 1, "channel", channel, "outcome", "success");
            counter("phase3_notifications_total", busy(.01), 1, "channel", channel, "outcome", "error");
        }
        counter("phase3_coaching_alerts_total", busy(.5), 1, "outcome", "success");
        counter("phase3_coaching_alerts_total", busy(.001), 1, "outcome", "error");
    }

    private void stores() {
        gauge("phase3_redis_pool_active", second -> Math.rint(1 + 9 * Seasons.activity(second)));
        gauge("phase3_redis_pool_max", second -> 32);
    }

    private void gauge(String name, LongToDoubleFunction value, String... labels) {
        all.add(new Gauge(
                Series.of(name, instance.labels(labels)),
                second -> instance.isDown(second) ? Double.NaN : value.applyAsDouble(second)));
    }

    private void counter(String name, LongToDoubleFunction perMinute, double each, String... labels) {
        all.add(new Counter(
                Series.of(name, instance.labels(labels)), perMinute, each, instance::isDown, random.split()));
    }

    private static LongToDoubleFunction busy(double perMinute) {
        return second -> perMinute * Seasons.activity(second);
    }

    private static LongToDoubleFunction perDay(double events) {
        return second -> events / (24 * 60) * Seasons.activity(second) / Seasons.MEAN;
    }

    /** Sales know no night here: contracts are signed whenever. */
    private static LongToDoubleFunction sales(double perMinute) {
        return second -> perMinute;
    }
}

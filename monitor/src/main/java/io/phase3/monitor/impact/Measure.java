package io.phase3.monitor.impact;

import java.util.List;
import java.util.Optional;

/**
 * How it is measured, by Prometheus, whether a target is met.
 *
 * @param target its name in phase3_target
 * @param title for people
 * @param feature whose objective it is
 * @param atLeast whether the value should be the target or more
 * @param by the labels of the expression, which tell its values apart; none for a single one
 * @param expressions the first that gives anything is the answer; {@code $window} stands for the period
 */
record Measure(
        String target,
        String title,
        Optional<String> feature,
        boolean atLeast,
        List<String> by,
        List<String> expressions) {
    private static final String REALTIME = "realtime_intelligence";
    private static final String PROPERTY = "property_intelligence";
    private static final String CHURN = "churn_prevention";
    private static final String COACHING = "ai_coaching";

    private static final String WEBSOCKET_SECONDS = "phase3_websocket_latency_seconds";
    private static final String VISION_SECONDS = "phase3_vision_analysis_duration_seconds";
    private static final String CHURN_SECONDS = "phase3_churn_intervention_duration_seconds";
    private static final String COACHING_SECONDS = "phase3_coaching_analysis_duration_seconds";

    /** All of them; those that money and users tell are not among them. */
    static final List<Measure> ALL = List.of(
            p95("websocket_p95_seconds", "Websocket latency, 95 %", REALTIME, WEBSOCKET_SECONDS),
            p95("vision_p95_seconds", "Photo analysis, 95 %", PROPERTY, VISION_SECONDS),
            p95("churn_p95_seconds", "Churn intervention, 95 %", CHURN, CHURN_SECONDS),
            p95("coaching_p95_seconds", "Conversation analysis, 95 %", COACHING, COACHING_SECONDS),
            errors("Websocket errors", REALTIME, WEBSOCKET_SECONDS),
            errors("Photo analysis errors", PROPERTY, VISION_SECONDS),
            errors("Churn intervention errors", CHURN, CHURN_SECONDS),
            errors("Conversation analysis errors", COACHING, COACHING_SECONDS),
            new Measure(
                    "dashboard_load_seconds",
                    "Dashboard load, 95 %",
                    Optional.of(REALTIME),
                    false,
                    List.of(),
                    List.of(quantile("rate(phase3_dashboard_refresh_duration_seconds_bucket[$window])"))),
            new Measure(
                    "uptime_ratio",
                    "Uptime",
                    Optional.empty(),
                    true,
                    List.of("service"),
                    List.of("avg by (service) (avg_over_time(probe_success{job=\"blackbox\"}[$window]))")),
            gauge("match_satisfaction_ratio", "Match satisfaction", PROPERTY, "phase3_match_satisfaction_ratio"),
            new Measure(
                    "churn_success_ratio",
                    "Leads retained, 30 days",
                    Optional.of(CHURN),
                    true,
                    List.of(),
                    List.of(latest("phase3:churn_interventions:delta30d{outcome=\"retained\"}") + " / ("
                            + latest("phase3:churn_interventions_decided:delta30d") + " > 0)")),
            gauge("churn_model_accuracy_ratio", "Churn model accuracy", CHURN, "phase3_churn_model_accuracy_ratio"),
            gauge("churn_roi_multiple", "Churn return, 30 days", CHURN, "phase3:churn_roi:delta30d"),
            gauge("coaching_engagement_ratio", "Agent engagement", COACHING, "phase3_coaching_engagement_ratio"),
            gauge(
                    "coaching_productivity_gain_ratio",
                    "Agent productivity gain",
                    COACHING,
                    "phase3_coaching_productivity_gain_ratio"),
            new Measure(
                    "conversion_lift_ratio",
                    "Conversion lift",
                    Optional.empty(),
                    true,
                    List.of("experiment", "variant"),
                    List.of(
                            "max by (experiment, variant) (last_over_time(phase3_experiment_lift_ratio[1h])) and on (experiment)"
                                    + " max by (experiment) (last_over_time(phase3_experiment_running[1h])) == 1")));

    /** By what is recorded every half minute; where nobody records, by what agents say, which costs Prometheus far more. */
    private static Measure p95(String target, String title, String feature, String histogram) {
        return new Measure(
                target,
                title,
                Optional.of(feature),
                false,
                List.of(),
                List.of(
                        quantile("avg_over_time(feature_le:" + histogram + "_bucket:rate5m[$window])"),
                        quantile("rate(" + histogram + "_bucket[$window])")));
    }

    private static String quantile(String buckets) {
        return "histogram_quantile(0.95, sum by (le) (" + buckets + "))";
    }

    private static Measure errors(String title, String feature, String histogram) {
        String count = "increase(" + histogram + "_count";
        return new Measure(
                "error_ratio",
                title,
                Optional.of(feature),
                false,
                List.of(),
                List.of("(sum(" + count + "{outcome=\"error\"}[$window])) or vector(0)) / (sum(" + count
                        + "[$window])) > 0)"));
    }

    private static Measure gauge(String target, String title, String feature, String metric) {
        return new Measure(target, title, Optional.of(feature), true, List.of(), List.of(latest(metric)));
    }

    /** The last hour before is as good as the moment, so that a gap then is none. */
    private static String latest(String metric) {
        return "max(last_over_time(" + metric + "[1h]))";
    }
}

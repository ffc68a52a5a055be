package io.phase3.monitor.backtest.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** What the exporter serves of a company that meets its targets. */
final class BusinessMetrics {
    /** What each feature earns, in the middle of its range; what none earned is unattributed. */
    static final Map<String, Double> REVENUE_PER_YEAR = Map.of(
            "realtime_intelligence", 97_000.0,
            "property_intelligence", 112_000.0,
            "churn_prevention", 67_000.0,
            "ai_coaching", 75_000.0,
            "unattributed", 15_000.0);

    static final Map<String, Double> API_DOLLARS_PER_DAY = Map.of("property_intelligence", 22.0, "ai_coaching", 16.0);

    /** What a part of a sale brings. */
    static final double SALE = 25;

    private static final List<String> FEATURES =
            List.of("realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching");
    private static final double YEAR_MINUTES = 365 * 24 * 60;
    private static final long DAY = 86_400;
    private static final Map<String, String> EXPORTER =
            Map.of("job", "phase3-exporter", "instance", "10.1.0.1:8010", "host", "10.1.0.1");

    private final Instant start;
    private final SplittableRandom random;
    private final List<Told> all = new ArrayList<>();

    private BusinessMetrics(Instant start, SplittableRandom random) {
        this.start = start;
        this.random = random;
    }

    static double salesPerMinute(double dollarsPerYear) {
        return dollarsPerYear / SALE / YEAR_MINUTES;
    }

    /**
     * All of them.
     *
     * @param start of the history: experiments began a few days before
     * @param targets by name
     */
    static List<Told> of(Instant start, Map<String, BigDecimal> targets, SplittableRandom random) {
        BusinessMetrics metrics = new BusinessMetrics(start, random);
        metrics.gauge("up", second -> 1);
        targets.forEach((name, value) -> metrics.gauge("phase3_target", second -> value.doubleValue(), "name", name));
        metrics.ledger();
        metrics.users();
        metrics.churn();
        metrics.costs();
        metrics.experiment("reply_speed");
        metrics.experiment("photo_tags");
        for (String source :
                List.of("journals", "queries", "targets", "agents", "redis", "experiments", "reconciliation")) {
            metrics.gauge("phase3_exporter_last_success_timestamp_seconds", second -> second - 15, "source", source);
        }
        return metrics.all;
    }

    private void ledger() {
        REVENUE_PER_YEAR.forEach((feature, dollars) -> {
            counter(
                    "phase3_ledger_revenue_dollars_total",
                    salesPerMinute(dollars),
                    SALE,
                    "feature",
                    feature,
                    "kind",
                    "credit");
            counter(
                    "phase3_ledger_revenue_dollars_total",
                    salesPerMinute(dollars * .01),
                    SALE,
                    "feature",
                    feature,
                    "kind",
                    "reversal");
        });
        gauge("phase3_ledger_reconciliation_difference_dollars", second -> 0);
        gauge("phase3_ledger_first_entry_timestamp_seconds", second -> start.getEpochSecond() - 400 * DAY);
    }

    private void users() {
        Map.of("1d", 210, "7d", 300, "30d", 342)
                .forEach((window, users) -> gauge("phase3_active_users", second -> users, "window", window));
        for (String feature : FEATURES) {
            gauge("phase3_feature_adoption_ratio", second -> .67, "feature", feature);
            gauge("phase3_nps_score", second -> 56, "feature", feature);
            gauge("phase3_nps_responses", second -> 240, "feature", feature);
        }
        gauge("phase3_match_satisfaction_ratio", second -> .91);
        gauge("phase3_match_satisfaction_responses", second -> 620);
        gauge("phase3_coaching_engagement_ratio", second -> .68);
        gauge("phase3_coaching_eligible_agents", second -> 60);
        gauge("phase3_coaching_productivity_gain_ratio", second -> .29);
    }

    private void churn() {
        counter("phase3_churn_interventions_total", .02, 1, "outcome", "pending");
        counter("phase3_churn_interventions_total", .0135, 1, "outcome", "retained");
        counter("phase3_churn_interventions_total", .0055, 1, "outcome", "churned");
        gauge("phase3_churn_at_risk_leads", second -> 12);
        gauge("phase3_churn_unactioned_oldest_age_seconds", second -> Math.floorMod(second, 600) / 2.0);
        counter("phase3_churn_saved_value_dollars_total", .0135, 250);
        gauge("phase3_churn_model_accuracy_ratio", second -> .89);
        gauge("phase3_churn_model_labelled_outcomes", second -> 480);
        // Trained each Sunday.
        gauge(
                "phase3_churn_model_last_trained_timestamp_seconds",
                second -> (second + 4 * DAY) / (7 * DAY) * 7 * DAY - 4 * DAY);
    }

    private void costs() {
        Map.of("realtime_intelligence", 9.0, "property_intelligence", 8.0, "churn_prevention", .9, "ai_coaching", 7.0)
                .forEach((feature, dollars) -> daily(
                        "phase3_infrastructure_cost_dollars_total",
                        dollars,
                        "component",
                        "servers",
                        "feature",
                        feature));
        daily(
                "phase3_infrastructure_cost_dollars_total",
                5,
                "component",
                "websocket",
                "feature",
                "realtime_intelligence");
        double claude = API_DOLLARS_PER_DAY.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        gauge("phase3_llm_month_to_date_cost_dollars", second -> claude * (second - month(second)) / DAY);
    }

    private static long month(long second) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
    }

    private void experiment(String experiment) {
        String[] name = {"experiment", experiment};
        long started = start.getEpochSecond() - 3 * DAY;
        double[] rates = {.200, .208};
        String[] variants = {"control", "treatment"};
        for (int i = 0; i < variants.length; i++) {
            String[] labels = {"experiment", experiment, "variant", variants[i]};
            double rate = rates[i];
            since(started, "phase3_experiment_assignments_total", .5, labels);
            since(started, "phase3_experiment_exposures_total", .45, labels);
            since(started, "phase3_experiment_conversions_total", .45 * rate, labels);
        }
        String[] treatment = {"experiment", experiment, "variant", "treatment"};
        gauge("phase3_experiment_running", second -> 1, name);
        gauge("phase3_experiment_started_timestamp_seconds", second -> started, name);
        gauge("phase3_experiment_last_evaluated_timestamp_seconds", second -> second - 30, name);
        gauge("phase3_experiment_lift_ratio", second -> .055, treatment);
        gauge("phase3_experiment_lift_ci_lower_ratio", second -> -.02, treatment);
        gauge("phase3_experiment_lift_ci_upper_ratio", second -> .13, treatment);
        gauge("phase3_experiment_p_value", second -> .14, treatment);
        gauge("phase3_experiment_sequential_p_value", second -> .6, treatment);
        gauge("phase3_experiment_srm_p_value", second -> .48, name);
        gauge("phase3_experiment_required_sample_size", second -> 26_000, name);
        gauge("phase3_experiment_multiple_exposure_ratio", second -> .002, name);
        for (String guardrail : List.of("unsubscribes", "errors")) {
            String[] guarded = {"experiment", experiment, "variant", "treatment", "guardrail", guardrail};
            gauge("phase3_experiment_guardrail_sequential_p_value", second -> 1, guarded);
            gauge("phase3_experiment_guardrail_harmful", second -> 0, guarded);
        }
        for (String outcome :
                List.of("rolled_back", "already_rolled_back", "held", "cool_down", "not_running", "failed")) {
            gauge("phase3_experiment_rollbacks_total", second -> 0, "experiment", experiment, "outcome", outcome);
        }
    }

    private void since(long started, String name, double perMinute, String... labels) {
        LongToDoubleFunction rate =
                second -> second < started ? 0 : perMinute * Seasons.activity(second) / Seasons.MEAN;
        all.add(new Counter(Series.of(name, labels(labels)), rate, 1, second -> false, random.split()));
    }

    /** Costs are known once a day. */
    private void daily(String name, double dollars, String... labels) {
        gauge(name, second -> dollars * (second / DAY - start.getEpochSecond() / DAY + 400), labels);
    }

    private void counter(String name, double perMinute, double each, String... labels) {
        all.add(new Counter(
                Series.of(name, labels(labels)), second -> perMinute, each, second -> false, random.split()));
    }

    private void gauge(String name, LongToDoubleFunction value, String... labels) {
        all.add(new Gauge(Series.of(name, labels(labels)), value));
    }

    private static Map<String, String> labels(String... more) {
        Map<String, String> labels = new LinkedHashMap<>(EXPORTER);
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return labels;
    }
}

package io.phase3.monitor.business;

import io.phase3.monitor.business.Tables.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the metrics about the business should be: computed from whole tables in Java, without any view or query. */
final class Recomputed {

    private final Tables tables;
    private final Instant now;
    private final LocalDate today;
    private final Map<String, Supplier<Series>> metrics = new TreeMap<>();

    Recomputed(Tables tables, Instant now) {
        this.tables = tables;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        metrics.put("phase3_ledger_revenue_dollars_total", this::ledgerRevenue);
        metrics.put(
                "phase3_ledger_first_entry_timestamp_seconds",
                () -> Series.of(tables.of("ledger_entry").stream()
                        .mapToDouble(row -> row.seconds("occurred_at"))
                        .min()
                        .orElseThrow()));
        metrics.put(
                "phase3_ledger_reconciliation_difference_dollars",
                () -> Series.of(tables.of("ledger_reconciliation").stream()
                        .mapToDouble(row -> row.number("difference_minor") / 100)
                        .max()
                        .orElseThrow()));
        metrics.put("phase3_active_users", this::activeUsers);
        metrics.put("phase3_feature_adoption_ratio", this::adoption);
        metrics.put("phase3_nps_score", this::netPromoterScores);
        metrics.put("phase3_nps_responses", () -> counts(answers(), "feature"));
        metrics.put("phase3_match_satisfaction_ratio", () -> Series.of(share(matches(), row -> row.yes("satisfied"))));
        metrics.put(
                "phase3_match_satisfaction_responses", () -> Series.of(matches().size()));
        churn();
        coaching();
        metrics.put(
                "phase3_infrastructure_cost_dollars_total",
                () -> sums(
                        tables.of("infrastructure_cost").stream()
                                .filter(row -> !row.day("day").isAfter(today))
                                .toList(),
                        "amount",
                        "component",
                        "feature"));
        metrics.put("phase3_llm_month_to_date_cost_dollars", this::monthToDate);
        experiments();
    }

    Set<String> names() {
        return metrics.keySet();
    }

    Series of(String metric) {
        return metrics.get(metric).get();
    }

    private Series ledgerRevenue() {
        Series series = new Series();
        for (Row entry : tables.of("ledger_entry")) {
            String kind = entry.text("kind").equals("reversal") ? "reversal" : "credit";
            Object[] features = entry.array("features");
            Object[] parts = entry.array("parts_minor");
            for (int i = 0; i < features.length; i++) {
                // A series that is born at its first amount never seems to rise: both kinds are there from the first.
                series.add(0, "feature", (String) features[i], "kind", "credit");
                series.add(0, "feature", (String) features[i], "kind", "reversal");
                series.add(((Number) parts[i]).doubleValue() / 100, "feature", (String) features[i], "kind", kind);
            }
        }
        return series;
    }

    private Series activeUsers() {
        return new Series()
                .with(users(activity(1)).size(), "window", "1d")
                .with(users(activity(7)).size(), "window", "7d")
                .with(users(activity(30)).size(), "window", "30d");
    }

    private Series adoption() {
        Map<String, List<Row>> byFeature =
                activity(30).stream().collect(Collectors.groupingBy(row -> row.text("feature")));
        int all = users(activity(30)).size();
        Series series = new Series();
        byFeature.forEach((feature, rows) -> series.with((double) users(rows).size() / all, "feature", feature));
        return series;
    }

    private List<Row> activity(int days) {
        LocalDate first = today.minusDays(days - 1);
        return tables.of("user_activity").stream()
                .filter(row -> !row.day("active_on").isBefore(first)
                        && !row.day("active_on").isAfter(today))
                .toList();
    }

    private static Set<String> users(Collection<Row> activity) {
        return activity.stream().map(row -> row.text("user_id")).collect(Collectors.toSet());
    }

    private Series netPromoterScores() {
        Series series = new Series();
        answers().stream()
                .collect(Collectors.groupingBy(row -> row.text("feature")))
                .forEach((feature, rows) -> {
                    double promoters = share(rows, row -> row.number("score") >= 9);
                    double detractors = share(rows, row -> row.number("score") <= 6);
                    series.with(100 * (promoters - detractors), "feature", feature);
                });
        return series;
    }

    private List<Row> answers() {
        return lately("nps_response", "responded_at", 90);
    }

    private List<Row> matches() {
        return lately("match_feedback", "responded_at", 30);
    }

    private void churn() {
        metrics.put("phase3_churn_interventions_total", () -> {
            List<Row> all = tables.of("churn_intervention");
            return new Series()
                    .with(all.size(), "outcome", "pending")
                    .with(count(all, row -> row.text("outcome").equals("retained")), "outcome", "retained")
                    .with(count(all, row -> row.text("outcome").equals("churned")), "outcome", "churned");
        });
        metrics.put(
                "phase3_churn_at_risk_leads",
                () -> Series.of(count(tables.of("churn_risk"), row -> !row.has("resolved_at"))));
        metrics.put("phase3_churn_unactioned_oldest_age_seconds", this::oldestAge);
        metrics.put(
                "phase3_churn_saved_value_dollars_total",
                () -> Series.of(tables.of("churn_intervention").stream()
                        .filter(row -> row.text("outcome").equals("retained"))
                        .mapToDouble(row -> row.number("saved_value"))
                        .sum()));
        metrics.put(
                "phase3_churn_model_accuracy_ratio",
                () -> Series.of(share(labelled(), row -> row.yes("will_churn") == row.yes("churned"))));
        metrics.put(
                "phase3_churn_model_labelled_outcomes",
                () -> Series.of(labelled().size()));
        metrics.put(
                "phase3_churn_model_last_trained_timestamp_seconds",
                () -> Series.of(tables.of("churn_model").stream()
                        .mapToDouble(row -> row.seconds("trained_at"))
                        .max()
                        .orElseThrow()));
    }

    private Series oldestAge() {
        List<Row> interventions = tables.of("churn_intervention");
        return Series.of(tables.of("churn_risk").stream()
                .filter(risk -> !risk.has("resolved_at"))
                .filter(risk -> interventions.stream()
                        .noneMatch(row -> row.text("lead").equals(risk.text("lead"))
                                && !row.time("started_at").isBefore(risk.time("at_risk_since"))))
                .mapToDouble(risk ->
                        Duration.between(risk.time("at_risk_since"), now).toMillis() / 1e3)
                .max()
                .orElse(0));
    }

    private List<Row> labelled() {
        return lately("churn_prediction", "predicted_at", 90).stream()
                .filter(row -> row.has("churned"))
                .toList();
    }

    private void coaching() {
        metrics.put("phase3_coaching_engagement_ratio", () -> {
            Set<String> coached = lately("coaching_session", "held_at", 30).stream()
                    .map(row -> row.text("agent_id"))
                    .collect(Collectors.toSet());
            return Series.of(share(eligible(), row -> coached.contains(row.text("agent_id"))));
        });
        metrics.put(
                "phase3_coaching_eligible_agents", () -> Series.of(eligible().size()));
        metrics.put("phase3_coaching_productivity_gain_ratio", () -> {
            LocalDate lastMonth = today.withDayOfMonth(1).minusMonths(1);
            List<Row> rows = tables.of("coaching_productivity").stream()
                    .filter(row -> row.day("month").equals(lastMonth))
                    .toList();
            return Series.of(sum(rows, "deals") / sum(rows, "baseline_deals") - 1);
        });
    }

    private List<Row> eligible() {
        return tables.of("coaching_agent").stream()
                .filter(row -> row.yes("eligible"))
                .toList();
    }

    private Series monthToDate() {
        Set<String> models =
                tables.of("llm_api").stream().map(row -> row.text("api")).collect(Collectors.toSet());
        List<Row> costs = tables.of("api_cost").stream()
                .filter(row -> models.contains(row.text("api")))
                .filter(row -> !row.day("day").isBefore(today.withDayOfMonth(1))
                        && !row.day("day").isAfter(today))
                .toList();
        return Series.of(sum(costs, "amount"));
    }

    private void experiments() {
        metrics.put(
                "phase3_experiment_assignments_total",
                () -> counts(tables.of("experiment_assignment"), "experiment", "variant"));
        metrics.put("phase3_experiment_exposures_total", () -> arms(exposed(false)));
        metrics.put("phase3_experiment_conversions_total", () -> arms(exposed(true)));
        metrics.put("phase3_experiment_lift_ratio", this::lift);
        perExperiment(
                "_running", "experiment", "name", row -> row.text("status").equals("running") ? 1 : 0);
        perExperiment("_started_timestamp_seconds", "experiment", "name", row -> row.seconds("started_at"));
        perExperiment("_last_evaluated_timestamp_seconds", "experiment_health", row -> row.seconds("evaluated_at"));
        perExperiment("_srm_p_value", "experiment_health", row -> row.number("srm_p_value"));
        perExperiment("_required_sample_size", "experiment_health", row -> row.number("required_sample_size"));
        metrics.put("phase3_experiment_multiple_exposure_ratio", this::multipleExposure);
        perVariant("_lift_ci_lower_ratio", "lift_ci_lower");
        perVariant("_lift_ci_upper_ratio", "lift_ci_upper");
        perVariant("_p_value", "p_value");
        perVariant("_sequential_p_value", "sequential_p_value");
        perGuardrail("_guardrail_sequential_p_value", row -> row.number("sequential_p_value"));
        perGuardrail("_guardrail_harmful", row -> row.yes("harmful") ? 1 : 0);
        metrics.put("phase3_experiment_rollbacks_total", this::rollbacks);
    }

    private void perExperiment(String suffix, String table, ToDoubleFunction<Row> value) {
        perExperiment(suffix, table, "experiment", value);
    }

    private void perExperiment(String suffix, String table, String name, ToDoubleFunction<Row> value) {
        metrics.put("phase3_experiment" + suffix, () -> {
            Series series = new Series();
            tables.of(table).forEach(row -> series.with(value.applyAsDouble(row), "experiment", row.text(name)));
            return series;
        });
    }

    private void perVariant(String suffix, String column) {
        metrics.put("phase3_experiment" + suffix, () -> {
            Series series = new Series();
            tables.of("experiment_evaluation")
                    .forEach(row -> series.with(
                            row.number(column), "experiment", row.text("experiment"), "variant", row.text("variant")));
            return series;
        });
    }

    private void perGuardrail(String suffix, ToDoubleFunction<Row> value) {
        metrics.put("phase3_experiment" + suffix, () -> {
            Series series = new Series();
            tables.of("experiment_guardrail_evaluation")
                    .forEach(row -> series.with(
                            value.applyAsDouble(row),
                            "experiment",
                            row.text("experiment"),
                            "variant",
                            row.text("variant"),
                            "guardrail",
                            row.text("guardrail")));
            return series;
        });
    }

    /** Who has been exposed, once each, under the variant of the assignment; perhaps only who has converted since. */
    private List<Row> exposed(boolean converted) {
        Map<String, Instant> firstExposed = new HashMap<>();
        tables.of("experiment_exposure")
                .forEach(row -> firstExposed.merge(
                        subject(row), row.time("exposed_at"), (one, other) -> one.isBefore(other) ? one : other));
        Map<String, Instant> conversions = tables.of("experiment_conversion").stream()
                .collect(Collectors.toMap(Recomputed::subject, row -> row.time("converted_at")));
        return tables.of("experiment_assignment").stream()
                .filter(row -> firstExposed.containsKey(subject(row)))
                .filter(row -> !converted
                        || (conversions.containsKey(subject(row))
                                && !conversions.get(subject(row)).isBefore(firstExposed.get(subject(row)))))
                .toList();
    }

    private static String subject(Row row) {
        return row.text("experiment") + "/" + row.text("subject");
    }

    private static Series arms(List<Row> assignments) {
        Series series = new Series();
        assignments.forEach(
                row -> series.add(1, "experiment", row.text("experiment"), "variant", row.text("assigned_variant")));
        return series;
    }

    private Series lift() {
        Map<String, Double> exposed = arms(exposed(false)).values();
        Map<String, Double> converted = arms(exposed(true)).values();
        Series series = new Series();
        List<Row> variants = tables.of("experiment_variant");
        for (Row control : variants.stream().filter(row -> row.yes("control")).toList()) {
            variants.stream()
                    .filter(row -> !row.yes("control") && row.text("experiment").equals(control.text("experiment")))
                    .forEach(row -> series.with(
                            rate(row, converted, exposed) / rate(control, converted, exposed) - 1,
                            "experiment",
                            row.text("experiment"),
                            "variant",
                            row.text("variant")));
        }
        return series;
    }

    private static double rate(Row variant, Map<String, Double> converted, Map<String, Double> exposed) {
        String arm = Series.key(Map.of("experiment", variant.text("experiment"), "variant", variant.text("variant")));
        return converted.get(arm) / exposed.get(arm);
    }

    private Series multipleExposure() {
        Map<String, Set<String>> once = new TreeMap<>();
        Map<String, Set<String>> again = new TreeMap<>();
        for (Row row : tables.of("experiment_exposure")) {
            Set<String> subjects = once.computeIfAbsent(row.text("experiment"), name -> new HashSet<>());
            if (!subjects.add(row.text("subject"))) {
                again.computeIfAbsent(row.text("experiment"), name -> new HashSet<>())
                        .add(row.text("subject"));
            }
        }
        Series series = new Series();
        once.forEach((experiment, subjects) -> series.with(
                (double) again.getOrDefault(experiment, Set.of()).size() / subjects.size(), "experiment", experiment));
        return series;
    }

    /** Each outcome of each experiment, and of names that are none the two that there can be. */
    private Series rollbacks() {
        Set<String> names =
                tables.of("experiment").stream().map(row -> row.text("name")).collect(Collectors.toSet());
        Series series = new Series()
                .with(0, "experiment", "(unknown)", "outcome", "unknown_experiment")
                .with(0, "experiment", "(unknown)", "outcome", "failed");
        for (String name : names) {
            List.of("rolled_back", "already_rolled_back", "held", "cool_down", "not_running", "failed")
                    .forEach(outcome -> series.with(0, "experiment", name, "outcome", outcome));
        }
        tables.of("experiment_rollback").forEach(row -> {
            String name = names.contains(row.text("experiment")) ? row.text("experiment") : "(unknown)";
            series.add(1, "experiment", name, "outcome", row.text("outcome"));
        });
        return series;
    }

    private List<Row> lately(String table, String column, int days) {
        Instant oldest = now.minus(Duration.ofDays(days));
        return tables.of(table).stream()
                .filter(row ->
                        row.time(column).isAfter(oldest) && !row.time(column).isAfter(now))
                .toList();
    }

    private static Series counts(List<Row> rows, String... columns) {
        Series series = new Series();
        rows.forEach(row -> series.add(1, labels(row, columns)));
        return series;
    }

    private static Series sums(List<Row> rows, String amount, String... columns) {
        Series series = new Series();
        rows.forEach(row -> series.add(row.number(amount), labels(row, columns)));
        return series;
    }

    private static String[] labels(Row row, String... columns) {
        String[] labels = new String[columns.length * 2];
        for (int i = 0; i < columns.length; i++) {
            labels[2 * i] = columns[i];
            labels[2 * i + 1] = row.text(columns[i]);
        }
        return labels;
    }

    private static double sum(List<Row> rows, String column) {
        return rows.stream().mapToDouble(row -> row.number(column)).sum();
    }

    private static double count(List<Row> rows, Predicate<Row> condition) {
        return rows.stream().filter(condition).count();
    }

    private static double share(List<Row> rows, Predicate<Row> condition) {
        return count(rows, condition) / rows.size();
    }
}

package io.phase3.monitor.demo.business;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Three experiments: one with a clear winner, one that makes no difference, and one whose assignment is broken and whose new
 * variant drives people away.
 */
final class Experiments {
    private static final String CONTROL = "control";
    private static final Duration RUNNING = Duration.ofDays(21);
    /** Leaves time for an exposure and a conversion after the last assignment. */
    private static final Duration LAST_ASSIGNMENT = Duration.ofHours(4);

    /**
     * @param minimumLift the smallest that is worth finding
     * @param guardrail what must not get more frequent
     * @param twice how many subjects have seen both variants
     */
    private record Plan(String name, String feature, double minimumLift, String guardrail, List<Arm> arms, int twice) {}

    /** Counts of subjects. */
    private record Arm(String variant, int assigned, int converted, int harmed) {}

    private static final List<Plan> PLANS = List.of(
            new Plan(
                    "listing-photos",
                    Company.PROPERTY,
                    0.25,
                    "complaint",
                    List.of(new Arm(CONTROL, 4_020, 402, 20), new Arm("photos-first", 3_980, 517, 19)),
                    0),
            new Plan(
                    "call-script",
                    Company.COACHING,
                    0.4,
                    "complaint",
                    List.of(new Arm(CONTROL, 2_490, 199, 12), new Arm("questions-first", 2_510, 203, 12)),
                    0),
            new Plan(
                    "renewal-offer",
                    Company.CHURN,
                    0.25,
                    "unsubscribed",
                    List.of(new Arm(CONTROL, 2_200, 440, 33), new Arm("daily-reminder", 1_800, 361, 99)),
                    6));

    private final Past past;
    private final Rows experiments = new Rows("experiment", "name", "feature", "started_at", "minimum_lift");
    private final Rows variants = new Rows("experiment_variant", "experiment", "variant", "control", "weight");
    private final Rows guardrails = new Rows("experiment_guardrail", "experiment", "guardrail");
    private final Rows assignments =
            new Rows("experiment_assignment", "experiment", "subject", "variant", "assigned_variant", "assigned_at");
    private final Rows exposures = new Rows("experiment_exposure", "experiment", "subject", "variant", "exposed_at");
    private final Rows conversions = new Rows("experiment_conversion", "experiment", "subject", "converted_at");
    private final Rows harm =
            new Rows("experiment_guardrail_event", "experiment", "guardrail", "subject", "happened_at");

    private Experiments(Past past) {
        this.past = past;
    }

    static List<Rows> rows(Past past) {
        Experiments all = new Experiments(past);
        PLANS.forEach(all::add);
        return List.of(
                all.experiments,
                all.variants,
                all.guardrails,
                all.assignments,
                all.exposures,
                all.conversions,
                all.harm);
    }

    private void add(Plan plan) {
        experiments.add(plan.name(), plan.feature(), past.now().minus(RUNNING), plan.minimumLift());
        guardrails.add(plan.name(), plan.guardrail());
        for (Arm arm : plan.arms()) {
            variants.add(plan.name(), arm.variant(), arm.variant().equals(CONTROL), 1);
            for (int i = 0; i < arm.assigned(); i++) {
                addSubject(plan, arm, i);
            }
        }
    }

    private void addSubject(Plan plan, Arm arm, int number) {
        String subject = past.hash();
        Instant assigned = past.between(LAST_ASSIGNMENT, RUNNING.minusMinutes(1));
        Instant exposed = assigned.plusSeconds(1 + past.random().nextInt(1_800));
        assignments.add(plan.name(), subject, arm.variant(), arm.variant(), assigned);
        exposures.add(plan.name(), subject, arm.variant(), exposed);
        if (arm.variant().equals(CONTROL) && number < plan.twice()) {
            exposures.add(plan.name(), subject, plan.arms().get(1).variant(), exposed.plusSeconds(60));
        }
        if (number < arm.converted()) {
            conversions.add(
                    plan.name(),
                    subject,
                    exposed.plusSeconds(300 + past.random().nextInt(7_200)));
        }
        if (number >= arm.assigned() - arm.harmed()) {
            harm.add(plan.name(), plan.guardrail(), subject, exposed.plusSeconds(120));
        }
    }
}

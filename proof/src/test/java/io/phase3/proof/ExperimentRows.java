package io.phase3.proof;

import java.util.Locale;

/** The rows of an experiment with two variants, in SQL: made, and filled arm by arm. */
final class ExperimentRows {
    private final String name;
    private final StringBuilder sql = new StringBuilder();

    private ExperimentRows(String name) {
        this.name = name;
    }

    /** One that has been running for so many days, and wants to find this lift. */
    static ExperimentRows running(String name, int days, double minimumLift) {
        ExperimentRows rows = new ExperimentRows(name);
        rows.add("""
                insert into phase3.experiment (name, feature, started_at, minimum_lift)
                values ('%s', 'ai_coaching', now() - interval '%d days', %s);
                """, name, days, minimumLift);
        return rows;
    }

    ExperimentRows control(int subjects, int converted) {
        return arm("control", true, subjects, converted);
    }

    ExperimentRows treatment(int subjects, int converted) {
        return arm("treatment", false, subjects, converted);
    }

    /** A complaint of so many subjects of the treatment. */
    ExperimentRows complaints(int subjects) {
        add("""
                insert into phase3.experiment_guardrail (experiment, guardrail) values ('%1$s', 'complaint');
                insert into phase3.experiment_guardrail_event (experiment, guardrail, subject, happened_at)
                select '%1$s', 'complaint', 'treatment-' || n, now() - interval '1 hour' from generate_series(1, %2$d) n;
                """, name, subjects);
        return this;
    }

    /** So many subjects of the control have seen the treatment, too. */
    ExperimentRows twice(int subjects) {
        add("""
                insert into phase3.experiment_exposure (experiment, subject, variant, exposed_at)
                select '%s', 'control-' || n, 'treatment', now() - interval '1 hour' from generate_series(1, %d) n;
                """, name, subjects);
        return this;
    }

    ExperimentRows rollback(String outcome) {
        add("""
                insert into phase3.experiment_rollback (experiment, requested_at, requested_by, reason, outcome)
                values ('%s', now(), 'proof', 'to see what it looks like', '%s');
                """, name, outcome);
        return this;
    }

    /** With fresh statistics, without which the planner takes a table that was just filled for an empty one. */
    String sql() {
        return sql + "analyze phase3.experiment_assignment; analyze phase3.experiment_exposure;"
                + " analyze phase3.experiment_conversion;";
    }

    private ExperimentRows arm(String variant, boolean control, int subjects, int converted) {
        add("""
                insert into phase3.experiment_variant (experiment, variant, control, weight)
                values ('%1$s', '%2$s', %3$s, 1);
                insert into phase3.experiment_assignment (experiment, subject, variant, assigned_variant, assigned_at)
                select '%1$s', '%2$s-' || n, '%2$s', '%2$s', now() - interval '4 hours' from generate_series(1, %4$d) n;
                insert into phase3.experiment_exposure (experiment, subject, variant, exposed_at)
                select '%1$s', '%2$s-' || n, '%2$s', now() - interval '3 hours' from generate_series(1, %4$d) n;
                insert into phase3.experiment_conversion (experiment, subject, converted_at)
                select '%1$s', '%2$s-' || n, now() - interval '2 hours' from generate_series(1, %5$d) n;
                """, name, variant, control, subjects, converted);
        return this;
    }

    private void add(String statements, Object... values) {
        sql.append(String.format(Locale.ROOT, statements, values));
    }
}

-- A view for each metric that comes from data, named as the metric without phase3_ and its unit's suffix where that is
-- clear. The exporter's queries (queries.conf) read nothing else: whoever has tables of their own replaces a view, or a query.
-- A NULL is no value, and the metric is then absent: never 0 for "not known".

-- Both kinds for each feature, 0 where there is none yet: a counter that is born at its first amount never seems to rise.
create view phase3.metric_ledger_revenue as
    select f.feature, k.kind, coalesce(t.amount_minor, 0) / 100.0 as dollars
    from (select distinct feature from phase3.ledger_total) f
    cross join (values ('credit'), ('reversal')) as k (kind)
    left join phase3.ledger_total t on t.feature = f.feature and t.kind = k.kind;

create view phase3.metric_ledger_first_entry as
    select extract(epoch from min(occurred_at)) as seconds from phase3.ledger_entry;

create view phase3.metric_ledger_reconciliation as
    select max(difference_minor) / 100.0 as dollars from phase3.ledger_reconciliation
    -- A comparison that is not made any more has nothing to say.
    where checked_at > now() - interval '1 hour';

-- Each user once, by the last day: one pass over the month, where a count of distinct users for each window would sort it.
create view phase3.metric_active_users as
    select w.window_name as "window", count(a.last_day) as users
    from (values ('1d', 1), ('7d', 7), ('30d', 30)) as w (window_name, days)
    left join (
        select user_id, max(active_on) as last_day from phase3.user_activity
        where active_on > phase3.ledger_today() - 30 and active_on <= phase3.ledger_today()
        group by user_id
    ) a on a.last_day > phase3.ledger_today() - w.days
    group by w.window_name;

-- Of the users of the last 30 days. A feature that nobody has used for 90 days is gone, and until then its ratio is 0.
create view phase3.metric_feature_adoption as
    with used as (
        select feature, user_id, max(active_on) > phase3.ledger_today() - 30 as lately from phase3.user_activity
        where active_on > phase3.ledger_today() - 90 and active_on <= phase3.ledger_today()
        group by feature, user_id
    )
    select feature,
           count(*) filter (where lately)::numeric
               / nullif((select count(distinct user_id) from used where lately), 0) as ratio
    from used
    group by feature;

create view phase3.metric_nps as
    select feature,
           100.0 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*) as score,
           count(*) as responses
    from phase3.nps_response
    where responded_at > now() - interval '90 days' and responded_at <= now()
    group by feature;

create view phase3.metric_match_satisfaction as
    select avg(satisfied::int) as ratio, count(*) as responses
    from phase3.match_feedback
    where responded_at > now() - interval '30 days' and responded_at <= now();

-- Every intervention begins as pending and is counted so, once and for all; then once more as what became of it. So none
-- of the counters ever falls.
create view phase3.metric_churn_interventions as
    select o.outcome, o.interventions
    from (
        select count(*) as all_of_them, count(*) filter (where outcome = 'retained') as retained,
               count(*) filter (where outcome = 'churned') as churned
        from phase3.churn_intervention
    ) i
    cross join lateral (values ('pending', i.all_of_them), ('retained', i.retained), ('churned', i.churned))
        as o (outcome, interventions);

create view phase3.metric_churn_risk as
    select count(*) as at_risk,
           coalesce(extract(epoch from now() - min(r.at_risk_since) filter (where not exists (
               select 1 from phase3.churn_intervention i
               where i.lead = r.lead and i.started_at >= r.at_risk_since))), 0) as unactioned_oldest_age_seconds
    from phase3.churn_risk r
    where r.resolved_at is null;

create view phase3.metric_churn_saved_value as
    select coalesce(sum(saved_value), 0) as dollars from phase3.churn_intervention where outcome = 'retained';

create view phase3.metric_churn_model as
    select avg((will_churn = churned)::int) as accuracy, count(*) as labelled_outcomes
    from phase3.churn_prediction
    where churned is not null and predicted_at > now() - interval '90 days' and predicted_at <= now();

create view phase3.metric_churn_model_trained as
    select extract(epoch from max(trained_at)) as seconds from phase3.churn_model;

create view phase3.metric_coaching as
    select count(*) filter (where exists (
               select 1 from phase3.coaching_session s
               where s.agent_id = a.agent_id and s.held_at > now() - interval '30 days' and s.held_at <= now()
           ))::numeric / nullif(count(*), 0) as engagement,
           count(*) as eligible
    from phase3.coaching_agent a
    where a.eligible;

-- Of the last whole month.
create view phase3.metric_coaching_productivity as
    select sum(deals) / nullif(sum(baseline_deals), 0) - 1 as gain
    from phase3.coaching_productivity
    where month = (date_trunc('month', phase3.ledger_today()) - interval '1 month')::date;

create view phase3.metric_infrastructure_cost as
    select component, feature, sum(amount) as dollars
    from phase3.infrastructure_cost
    where day <= phase3.ledger_today()
    group by component, feature;

create view phase3.metric_llm_month_to_date_cost as
    select coalesce(sum(c.amount), 0) as dollars
    from phase3.api_cost c join phase3.llm_api using (api)
    where c.day >= date_trunc('month', phase3.ledger_today())::date and c.day <= phase3.ledger_today();

-- Of this run, not of the one before a restart; and of what there still is: a treatment or guardrail that was removed is not
-- evaluated any more.
create view phase3.metric_experiment_results as
    select r.experiment, r.variant, r.lift, r.lift_ci_lower, r.lift_ci_upper, r.p_value, r.sequential_p_value
    from phase3.experiment_evaluation r
    join phase3.experiment t on t.name = r.experiment and t.started_at = r.started_at
    join phase3.experiment_variant v on v.experiment = r.experiment and v.variant = r.variant and not v.control;

-- When it was last evaluated is told of any run: it stands still while a new one cannot be.
create view phase3.metric_experiment_health as
    select h.experiment, extract(epoch from h.evaluated_at) as last_evaluated_seconds, n.srm_p_value,
           n.required_sample_size, n.multiple_exposure_ratio
    from phase3.experiment_health h
    join phase3.experiment t on t.name = h.experiment
    left join phase3.experiment_health n on n.experiment = h.experiment and n.evaluated_at >= t.started_at;

create view phase3.metric_experiment_guardrails as
    select r.experiment, r.variant, r.guardrail, r.sequential_p_value, r.harmful
    from phase3.experiment_guardrail_evaluation r
    join phase3.experiment t on t.name = r.experiment and t.started_at = r.started_at
    join phase3.experiment_variant v on v.experiment = r.experiment and v.variant = r.variant and not v.control
    join phase3.experiment_guardrail g on g.experiment = r.experiment and g.guardrail = r.guardrail;

-- Every outcome of each experiment, 0 where there is none yet: the first failed rollback has to raise a counter. Names that
-- are no experiment's came from outside, and would be series without end.
create view phase3.metric_experiment_rollbacks as
    select e.experiment, o.outcome, count(r.id) as rollbacks
    from (select name as experiment, true as known from phase3.experiment union all select '(unknown)', false) e
    join (values ('rolled_back', true), ('already_rolled_back', true), ('held', true), ('cool_down', true),
                 ('not_running', true), ('failed', true), ('failed', false), ('unknown_experiment', false))
        as o (outcome, known) on o.known = e.known
    left join (
        select b.id, b.outcome,
               case when exists (select 1 from phase3.experiment t where t.name = b.experiment)
                   then b.experiment else '(unknown)' end as experiment
        from phase3.experiment_rollback b
    ) r on r.experiment = e.experiment and r.outcome = o.outcome
    group by e.experiment, o.outcome;

create view phase3.metric_experiment_running as
    select name as experiment, (status = 'running')::int as running, extract(epoch from started_at) as started_seconds
    from phase3.experiment;

-- Who counts in an experiment's results: each subject that was assigned and, in this run, exposed; once, under the variant
-- it was assigned, whatever it was shown (intention to treat). What happens after the stop belongs to no run: a rollback
-- shows the control to everybody.
-- By its first exposure: an anti-join, because grouping a million subjects would sort them.
create view phase3.experiment_exposed as
    select e.experiment, a.assigned_variant as variant, e.subject, e.variant as first_variant, e.exposed_at,
           coalesce(t.stopped_at, 'infinity') as until
    from phase3.experiment t
    join phase3.experiment_exposure e on e.experiment = t.name
        and e.exposed_at >= t.started_at and e.exposed_at <= coalesce(t.stopped_at, 'infinity')
    join phase3.experiment_assignment a on a.experiment = e.experiment and a.subject = e.subject
    where not exists (
        select 1 from phase3.experiment_exposure o
        where o.experiment = e.experiment and o.subject = e.subject and o.variant <> e.variant
            and o.exposed_at >= t.started_at and (o.exposed_at, o.variant) < (e.exposed_at, e.variant));

-- The same subjects, counted without grouping a million of them: whether there is an exposure in the run, and for a conversion
-- whether there is one before it. So conversions <= exposures <= assignments, always. One row for each variant.
create function phase3.experiment_counts(until_its_end boolean)
    returns table (experiment text, variant text, assignments bigint, exposures bigint, conversions bigint)
    language sql stable as $$
    select v.experiment, v.variant, coalesce(a.assignments, 0) as assignments, coalesce(e.exposures, 0) as exposures,
           coalesce(c.conversions, 0) as conversions
    from phase3.experiment_variant v
    left join (
        select experiment, assigned_variant as variant, count(*) as assignments
        from phase3.experiment_assignment group by experiment, assigned_variant
    ) a using (experiment, variant)
    left join (
        select a.experiment, a.assigned_variant as variant, count(*) as exposures
        from phase3.experiment t
        join phase3.experiment_assignment a on a.experiment = t.name
        where exists (
            select 1 from phase3.experiment_exposure e
            where e.experiment = a.experiment and e.subject = a.subject
                and e.exposed_at >= t.started_at
                and e.exposed_at <= case when $1 then coalesce(t.stopped_at, 'infinity') else 'infinity' end)
        group by a.experiment, a.assigned_variant
    ) e using (experiment, variant)
    left join (
        select a.experiment, a.assigned_variant as variant, count(*) as conversions
        from phase3.experiment t
        join phase3.experiment_conversion c on c.experiment = t.name
            and c.converted_at <= case when $1 then coalesce(t.stopped_at, 'infinity') else 'infinity' end
        join phase3.experiment_assignment a on a.experiment = c.experiment and a.subject = c.subject
        where exists (
            select 1 from phase3.experiment_exposure e
            where e.experiment = c.experiment and e.subject = c.subject
                and e.exposed_at >= t.started_at and e.exposed_at <= c.converted_at)
        group by a.experiment, a.assigned_variant
    ) c using (experiment, variant)
$$;

-- Counters, which must not fall when the experiment ends: what came between the end and its being known has been counted. So
-- they go on until the next run. Results do not.
create view phase3.metric_experiment_counts as
    select experiment, variant, assignments, exposures, conversions from phase3.experiment_counts(until_its_end => false);

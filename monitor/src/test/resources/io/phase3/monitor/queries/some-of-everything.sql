-- A little of everything that metrics come from; what comes of it stands in ShippedQueriesIT.
insert into phase3.ledger_total values ('ai_coaching', 'credit', 123456, 3), ('ai_coaching', 'reversal', 456, 1), ('vision', 'credit', 100, 1);
insert into phase3.ledger_entry (entry_key, kind, id, occurred_at, amount_minor, features, parts_minor, journal)
    values (gen_random_uuid(), 'revenue', 'R-1', '2026-01-02 03:04:05Z', 100, '{vision}', '{100}', 'app');
insert into phase3.ledger_reconciliation values ('counters-ledger', 1000, 990, 10, now()), ('journals-ledger', 990, 990, 0, now());
insert into phase3.user_activity
    select u, f, phase3.ledger_today() - d
    from (values ('u1', 'ai_coaching', 0), ('u1', 'ai_coaching', 5), ('u1', 'vision', 6), ('u2', 'vision', 6), ('u3', 'vision', 29),
                 ('u4', 'vision', 30), ('u4', 'abandoned', 60), ('u5', 'forgotten', 100)) as a (u, f, d);
insert into phase3.nps_response (feature, score, responded_at)
    select 'vision', s, now() - interval '1 day' from unnest(array[10, 9, 9, 7, 6]) s;
insert into phase3.match_feedback (satisfied, responded_at) values (true, now() - interval '1 hour'), (true, now()), (true, now()), (false, now());
insert into phase3.churn_risk values ('l1', now() - interval '2 hours', null), ('l2', now() - interval '3 hours', null), ('l3', now() - interval '1 day', now());
insert into phase3.churn_intervention (id, lead, started_at, outcome, saved_value)
    values ('i1', 'l2', now(), 'pending', 0), ('i2', 'l3', now(), 'retained', 99.5), ('i3', 'l4', now(), 'churned', 0);
insert into phase3.churn_prediction (predicted_at, will_churn, churned) values (now(), true, true), (now(), true, false), (now(), true, null);
insert into phase3.churn_model values ('1', '2026-01-01Z'), ('2', '2026-02-01Z');
insert into phase3.coaching_agent values ('a1', true), ('a2', true), ('a3', false);
insert into phase3.coaching_session values ('a1', now() - interval '2 days'), ('a3', now() - interval '2 days');
insert into phase3.coaching_productivity values ('a1', (date_trunc('month', phase3.ledger_today()) - interval '1 month')::date, 15, 10);
insert into phase3.infrastructure_cost (day, component, amount) values (phase3.ledger_today() - 40, 'railway', 10.5), (phase3.ledger_today(), 'railway', 2);
insert into phase3.api_cost values (phase3.ledger_today(), 'vision', 'claude', 1.25), (phase3.ledger_today(), 'vision', 'maps', 7);
insert into phase3.experiment (name, feature, status, started_at) values ('fast-replies', 'ai_coaching', 'running', '2026-03-01Z');
insert into phase3.experiment_variant values ('fast-replies', 'control', true, 1), ('fast-replies', 'fast', false, 1);
insert into phase3.experiment_assignment values ('fast-replies', 's1', 'control', 'control'), ('fast-replies', 's2', 'fast', 'fast'), ('fast-replies', 's3', 'fast', 'fast');
insert into phase3.experiment_exposure values ('fast-replies', 's2', 'fast'), ('fast-replies', 's3', 'fast');
insert into phase3.experiment_conversion values ('fast-replies', 's3');
insert into phase3.experiment_evaluation (experiment, variant, started_at, evaluated_at, lift, lift_ci_lower, lift_ci_upper, p_value, sequential_p_value)
    values ('fast-replies', 'fast', '2026-03-01Z', now(), 0.06, 0.01, 0.11, 0.02, 0.04);
insert into phase3.experiment_health values ('fast-replies', '2026-03-02Z', 0.5, 31000, 0.001);
insert into phase3.experiment_guardrail values ('fast-replies', 'unsubscribed', 'increase');
insert into phase3.experiment_guardrail_evaluation (experiment, variant, guardrail, started_at, evaluated_at, sequential_p_value, harmful)
    values ('fast-replies', 'fast', 'unsubscribed', '2026-03-01Z', now(), 0.3, false);
insert into phase3.experiment_rollback (experiment, requested_at, requested_by, reason, outcome)
    values ('fast-replies', now(), 'alertmanager', 'a test', 'failed'), ('jane@acme.com', now(), 'alertmanager', 'a test', 'unknown_experiment');

-- The schema of the exporter. Applied by Flyway; never edit this file after a release, add the next version instead.
-- Every time is a timestamptz; every day is a date in the ledger's time zone (see phase3.ledger_zone()).

create table phase3.setting (
    name  text primary key,
    value text not null
);
comment on table phase3.setting is 'What views need of the exporter''s configuration; written by the exporter at its start.';
insert into phase3.setting values ('ledger.time-zone', 'UTC');

create function phase3.ledger_zone() returns text language sql stable
    as $$ select value from phase3.setting where name = 'ledger.time-zone' $$;
create function phase3.ledger_today() returns date language sql stable
    as $$ select (now() at time zone phase3.ledger_zone())::date $$;

----------------------------------------------------------------------------------------------------------------------
-- The ledger: every entry of every journal that counts, once.
----------------------------------------------------------------------------------------------------------------------

create table phase3.ledger_entry (
    entry_key         uuid        primary key,        -- made from kind and id, which may be any text of any length
    kind              text        not null check (kind in ('conversion', 'reversal', 'revenue')),
    id                text        not null,
    occurred_at       timestamptz not null,
    type              text,
    lead              text,                           -- hashed by the agent; never a lead's id
    amount_minor      bigint      not null check (amount_minor >= 0),
    features          text[]      not null,
    parts_minor       bigint[]    not null check (cardinality(parts_minor) = cardinality(features)),
    original_amount   numeric,
    original_currency text,
    original_rate     numeric,
    model             text,
    touches           jsonb,                          -- [["feature", milliseconds], …], to attribute anew by any model
    journal           text        not null,           -- which journal brought it first
    collected_at      timestamptz not null default now()
);
-- Reports take a day, a week or a month of it; entries arrive nearly in the order of time, so a block range index of a few
-- kilobytes would do for scans, but a report of one day out of ten million rows wants the exact rows.
create index ledger_entry_occurred_at on phase3.ledger_entry (occurred_at);

-- Sums by feature, kept in the transaction that writes the entries: a scrape must not add up ten million rows.
create table phase3.ledger_total (
    feature      text    not null,
    kind         text    not null check (kind in ('credit', 'reversal')),
    amount_minor numeric not null,                    -- a sum of bigints has no end
    entries      bigint  not null,
    primary key (feature, kind)
);

-- How far each file of each journal has been collected, in the transaction that writes the entries.
create table phase3.ledger_position (
    journal     text        not null,
    file        text        not null,
    position    bigint      not null,                 -- bytes that are done
    first_line  text        not null,                 -- a digest, that tells a file from another one of the same name
    last_line   text        not null,                 -- the same of the line that ends at the position: it may be cut off
    updated_at  timestamptz not null default now(),
    primary key (journal, file)
);

-- Lines that are no entries, so that nothing is lost in silence. What they say is not kept: it may be personal.
create table phase3.ledger_rejected (
    journal     text        not null,
    file        text        not null,
    position    bigint      not null,
    reason      text        not null,
    rejected_at timestamptz not null default now(),
    primary key (journal, file, position)
);

-- The latest value of each counter of money of each life of each JVM: what the counters say that have been seen.
create table phase3.agent_counter (
    instance   text        not null,
    started_at timestamptz not null,
    metric     text        not null,
    feature    text        not null,
    api        text        not null default '',
    first_value numeric    not null,
    value      numeric     not null,
    seen_at    timestamptz not null default now(),
    primary key (instance, started_at, metric, feature, api)
);

-- The last comparison of two of the three books: the agents' counters, the journals, and the ledger.
create table phase3.ledger_reconciliation (
    books            text        primary key,         -- 'counters-ledger' or 'journals-ledger'
    left_minor       bigint      not null,
    right_minor      bigint      not null,
    difference_minor bigint      not null check (difference_minor >= 0),
    checked_at       timestamptz not null
);

----------------------------------------------------------------------------------------------------------------------
-- Costs
----------------------------------------------------------------------------------------------------------------------

create table phase3.infrastructure_cost (
    day       date           not null,
    component text           not null,                -- such as railway, vercel, postgres, redis
    feature   text           not null default 'shared',
    amount    numeric(18, 6) not null check (amount >= 0),
    primary key (day, component, feature)
);

create table phase3.api_cost (
    day     date           not null,
    feature text           not null,
    api     text           not null,
    amount  numeric        not null,
    primary key (day, feature, api)
);
comment on table phase3.api_cost is 'What calls of paid services cost; filled by the exporter from the agents'' counters.';

create table phase3.llm_api (api text primary key);
comment on table phase3.llm_api is 'Which of the services are language models, for the monthly budget.';
insert into phase3.llm_api values ('claude'), ('anthropic'), ('openai'), ('bedrock'), ('azure'), ('google'), ('mistral'), ('langchain4j'), ('spring-ai');

----------------------------------------------------------------------------------------------------------------------
-- Users, satisfaction
----------------------------------------------------------------------------------------------------------------------

create table phase3.user_activity (
    user_id   text not null,
    feature   text not null,
    active_on date not null,
    primary key (active_on, feature, user_id)
);

create table phase3.nps_response (
    id           bigint generated always as identity primary key,
    feature      text        not null,
    score        smallint    not null check (score between 0 and 10),
    responded_at timestamptz not null
);
create index nps_response_responded_at on phase3.nps_response (responded_at);

create table phase3.match_feedback (
    id           bigint generated always as identity primary key,
    satisfied    boolean     not null,
    responded_at timestamptz not null
);
create index match_feedback_responded_at on phase3.match_feedback (responded_at);

----------------------------------------------------------------------------------------------------------------------
-- Churn
----------------------------------------------------------------------------------------------------------------------

create table phase3.churn_risk (
    lead          text primary key,
    at_risk_since timestamptz not null,
    resolved_at   timestamptz                         -- acted on, converted, or lost
);
create index churn_risk_open on phase3.churn_risk (at_risk_since) where resolved_at is null;

create table phase3.churn_intervention (
    id          text        primary key,
    lead        text        not null,
    started_at  timestamptz not null,
    outcome     text        not null default 'pending' check (outcome in ('pending', 'retained', 'churned')),
    decided_at  timestamptz,
    saved_value numeric(18, 2) not null default 0     -- dollars, of those retained
);
create index churn_intervention_lead on phase3.churn_intervention (lead, started_at);

create table phase3.churn_prediction (
    id           bigint generated always as identity primary key,
    predicted_at timestamptz not null,
    will_churn   boolean     not null,
    churned      boolean                              -- null until it is known
);
create index churn_prediction_labelled on phase3.churn_prediction (predicted_at) where churned is not null;

create table phase3.churn_model (
    version    text        primary key,
    trained_at timestamptz not null
);

----------------------------------------------------------------------------------------------------------------------
-- Coaching
----------------------------------------------------------------------------------------------------------------------

create table phase3.coaching_agent (
    agent_id text    primary key,
    eligible boolean not null default true
);

create table phase3.coaching_session (
    agent_id text        not null references phase3.coaching_agent,
    held_at  timestamptz not null,
    primary key (agent_id, held_at)
);
create index coaching_session_held_at on phase3.coaching_session (held_at);

create table phase3.coaching_productivity (
    agent_id       text    not null references phase3.coaching_agent,
    month          date    not null check (extract(day from month) = 1),
    deals          numeric not null,
    baseline_deals numeric not null check (baseline_deals > 0),   -- of the same agent before coaching
    primary key (agent_id, month)
);

----------------------------------------------------------------------------------------------------------------------
-- Experiments
----------------------------------------------------------------------------------------------------------------------

create table phase3.experiment (
    name             text        primary key,
    feature          text        not null,
    status           text        not null default 'running' check (status in ('running', 'stopped', 'rolled_back')),
    started_at       timestamptz not null,
    stopped_at       timestamptz,
    minimum_lift     numeric     not null default 0.05 check (minimum_lift > 0),      -- the relative effect worth finding
    alpha            numeric     not null default 0.05 check (alpha > 0 and alpha < 1),
    power            numeric     not null default 0.8 check (power > 0 and power < 1),
    held_by          text,                            -- a person who has forbidden automatic rollbacks
    held_reason      text,
    held_at          timestamptz
);

create table phase3.experiment_variant (
    experiment text    not null references phase3.experiment,
    variant    text    not null,
    control    boolean not null default false,
    weight     numeric not null check (weight > 0),
    primary key (experiment, variant)
);
create unique index experiment_variant_control on phase3.experiment_variant (experiment) where control;

-- Which variant a subject gets. A rollback flips it to the control; what it was stays beside it, because results are computed
-- from what was assigned. Applications call the functions of V3, which know what a rollback and a restart mean.
create table phase3.experiment_assignment (
    experiment       text        not null references phase3.experiment,
    subject          text        not null,            -- hashed, never a lead's id
    variant          text        not null,
    assigned_variant text        not null,
    assigned_at      timestamptz not null default now(),
    primary key (experiment, subject),
    foreign key (experiment, variant) references phase3.experiment_variant,
    foreign key (experiment, assigned_variant) references phase3.experiment_variant
);
create index experiment_assignment_variant on phase3.experiment_assignment (experiment, assigned_variant);

create table phase3.experiment_exposure (
    experiment text        not null,
    subject    text        not null,
    variant    text        not null,
    exposed_at timestamptz not null default now(),
    primary key (experiment, subject, variant)        -- the first time counts
);

create table phase3.experiment_conversion (
    experiment   text        not null,
    subject      text        not null,
    converted_at timestamptz not null default now(),
    primary key (experiment, subject)                 -- the first time counts
);

create table phase3.experiment_guardrail (
    experiment text not null references phase3.experiment,
    guardrail  text not null,                         -- such as unsubscribed, complaint, error_seen
    harmful    text not null default 'increase' check (harmful in ('increase', 'decrease')),
    primary key (experiment, guardrail)
);

create table phase3.experiment_guardrail_event (
    experiment  text        not null,
    guardrail   text        not null,
    subject     text        not null,
    happened_at timestamptz not null default now(),
    primary key (experiment, guardrail, subject)
);

-- The latest result for each variant that is not the control.
create table phase3.experiment_evaluation (
    experiment            text             not null,
    variant               text             not null,
    started_at            timestamptz      not null,  -- of the run that the result belongs to
    evaluated_at          timestamptz      not null,
    lift                  double precision,
    lift_ci_lower         double precision,
    lift_ci_upper         double precision,
    p_value               double precision,
    sequential_p_value    double precision,           -- the smallest of the run: never rises
    primary key (experiment, variant)
);

-- The latest result of what concerns the experiment as a whole.
create table phase3.experiment_health (
    experiment              text             primary key,
    evaluated_at            timestamptz      not null,
    srm_p_value             double precision,
    required_sample_size    bigint,                   -- subjects for each variant
    multiple_exposure_ratio double precision
);

create table phase3.experiment_guardrail_evaluation (
    experiment         text             not null,
    variant            text             not null,
    guardrail          text             not null,
    started_at         timestamptz      not null,
    evaluated_at       timestamptz      not null,
    sequential_p_value double precision,              -- never rises
    harmful            boolean          not null,
    primary key (experiment, variant, guardrail)
);

-- Who or what asked for a rollback, and what became of it. Never changed, never deleted.
create table phase3.experiment_rollback (
    id           bigint generated always as identity primary key,
    experiment   text        not null,
    requested_at timestamptz not null,
    requested_by text        not null,                -- a user's name, or alertmanager
    reason       text        not null,
    outcome      text        not null check (outcome in ('rolled_back', 'already_rolled_back', 'held', 'cool_down', 'not_running', 'unknown_experiment', 'failed')),
    subjects     bigint      not null default 0,      -- how many got another variant
    detail       text
);
create index experiment_rollback_experiment on phase3.experiment_rollback (experiment, requested_at);

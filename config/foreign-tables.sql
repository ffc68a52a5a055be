-- Business numbers that stand in tables of your own: an example to copy from, tested as it stands.
--
-- The exporter reads views, phase3.metric_…, and nothing else. Put a view of your own in the place of one of them: keep the
-- columns, their names, their order and their types, and the metric, its alerts and its panel go on. A query of your own in
-- exporter.conf does the same for one metric, without any right on the schema phase3:
--
--   exporter.queries { nps-score { sql = "select product as feature, nps as score from crm.survey_summary" } }
--
-- Run it as a superuser, after the exporter has made the schema phase3:
--
--   psql -d phase3 -v ON_ERROR_STOP=1 -f config/foreign-tables.sql
--
-- A view that is replaced still belongs to the user that made the schema, here phase3, and reads with that user's rights: hence
-- the grants below. An update of the exporter that changes such a view puts its own in place again; then repeat this.

----------------------------------------------------------------------------------------------------------------------
-- 1. Tables of another schema of the same database: here crm.survey (product text, points int, answered_at timestamptz).
----------------------------------------------------------------------------------------------------------------------

grant usage on schema crm to phase3;
grant select on crm.survey to phase3;

create or replace view phase3.metric_nps as
    select product as feature,
           100.0 * (count(*) filter (where points >= 9) - count(*) filter (where points <= 6)) / count(*) as score,
           count(*) as responses
    from crm.survey
    where answered_at > now() - interval '90 days'
    group by product;

----------------------------------------------------------------------------------------------------------------------
-- 2. Tables of another PostgreSQL: here public.rating (happy boolean, rated_at timestamptz) of the database `feedback`.
--    The conditions in `where` are evaluated over there, so that only rows of the last 30 days come over the network; the
--    limits of time keep a server that is away from holding the exporter's connections.
----------------------------------------------------------------------------------------------------------------------

create extension if not exists postgres_fdw;

create server feedback foreign data wrapper postgres_fdw
    options (host 'feedback.example.com', port '5432', dbname 'feedback', connect_timeout '3', fetch_size '10000');

-- The password stands in ~/.pgpass of the user that runs this PostgreSQL, not here; that needs no password in the mapping.
create user mapping for phase3 server feedback
    options (user 'phase3_reader', password_required 'false');

-- The import asks over there, as whoever runs this file.
create user mapping for current_user server feedback
    options (user 'phase3_reader', password_required 'false');
create schema feedback;
import foreign schema public limit to (rating) from server feedback into feedback;
grant usage on schema feedback to phase3;
grant select on feedback.rating to phase3;

create or replace view phase3.metric_match_satisfaction as
    select avg(happy::int) as ratio, count(*) as responses
    from feedback.rating
    where rated_at > now() - interval '30 days';

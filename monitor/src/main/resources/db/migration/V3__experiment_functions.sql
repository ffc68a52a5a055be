-- What an application calls. Each of them may be called again and again, by several applications at once.

-- The variant that the subject gets. Who has none yet is assigned one by the weights while the experiment is running, and
-- gets the control, without taking part, when it is not. NULL for an experiment that does not exist.
create function phase3.experiment_variant_for(experiment text, subject text) returns text language plpgsql as $$
declare
    answer text;
begin
    select a.variant into answer from phase3.experiment_assignment a where a.experiment = $1 and a.subject = $2;
    if found then
        return answer;
    end if;
    -- A rollback waits for this lock before it gives everybody the control, so that it sees this subject. Nobody waits here:
    -- who has locked the row against it is rolling back.
    perform from phase3.experiment t where t.name = $1 and t.status = 'running' for key share skip locked;
    if found then
        -- Once more: a rollback may have been decided after the look and before the lock.
        perform from phase3.experiment t where t.name = $1 and t.status = 'running';
    end if;
    if not found then
        return (select v.variant from phase3.experiment_variant v where v.experiment = $1 and v.control);
    end if;
    insert into phase3.experiment_assignment as a (experiment, subject, variant, assigned_variant)
        select $1, $2, v.variant, v.variant
        from (
            select w.variant, sum(w.weight) over (order by w.variant) / sum(w.weight) over () as up_to
            from phase3.experiment_variant w where w.experiment = $1
        ) v
        -- 32 bits of a hash, as a number from 0 to less than 1: any other program can compute the same.
        where v.up_to > ('x' || left(md5($1 || ':' || $2), 8))::bit(32)::bigint / 4294967296.0
        order by v.up_to
        limit 1
    -- Whoever asked at the same time and was first has decided; an update, because only that returns the row.
    on conflict on constraint experiment_assignment_pkey do update set assigned_at = a.assigned_at
    returning a.variant into answer;
    return answer;
end
$$;

-- The subject has been shown this variant. The first time of each run counts.
create function phase3.experiment_exposed_to(experiment text, subject text, variant text) returns void language sql as $$
    insert into phase3.experiment_exposure as e (experiment, subject, variant, exposed_at) values ($1, $2, $3, now())
    on conflict on constraint experiment_exposure_pkey do update set exposed_at = excluded.exposed_at
    where e.exposed_at < (select t.started_at from phase3.experiment t where t.name = $1)
$$;

-- The subject has done what the experiment is about. Nothing, unless it has been exposed in this run.
create function phase3.experiment_converted(experiment text, subject text) returns void language sql as $$
    insert into phase3.experiment_conversion as c (experiment, subject, converted_at)
        select x.experiment, x.subject, now() from phase3.experiment_exposed x where x.experiment = $1 and x.subject = $2
    on conflict on constraint experiment_conversion_pkey do update set converted_at = excluded.converted_at
    where c.converted_at < (select t.started_at from phase3.experiment t where t.name = $1)
$$;

-- What a guardrail watches has happened to the subject. Nothing, unless it has been exposed in this run.
create function phase3.experiment_guardrail_hit(experiment text, guardrail text, subject text) returns void language sql as $$
    insert into phase3.experiment_guardrail_event as g (experiment, guardrail, subject, happened_at)
        select x.experiment, $2, x.subject, now() from phase3.experiment_exposed x where x.experiment = $1 and x.subject = $3
    on conflict on constraint experiment_guardrail_event_pkey do update set happened_at = excluded.happened_at
    where g.happened_at < (select t.started_at from phase3.experiment t where t.name = $1)
$$;

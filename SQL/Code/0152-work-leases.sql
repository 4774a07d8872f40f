-- What becomes of a job that was handed out. Each asks for the token under which it was: whoever was
-- overtaken finds nothing.

-- Says that they are still worked on; answers those that still are ours.
--
-- Each is looked up and locked for itself: as a join, planned while nothing runs, it went through all that run for each
-- of them. Whoever moves the row meanwhile has taken the job over; so what is not where it was is not ours.
create or replace function work.extend(tenants bigint[], jobs bigint[], tokens bigint[], lease interval)
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
as $$
#variable_conflict use_column
begin
  return query
    with mine as materialized (
      select h.id, u.token
        from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
       cross join lateral (
         select j.ctid as id
           from work.job j
          where j.tenant_id = u.tenant_id and j.job_id = u.job_id and j.starts = u.token and j.state = 'running'
            for update) h
    )
    update work.job j set leased_until = work.clock() + lease
      from mine m
     where j.ctid = m.id
    returning j.job_id, m.token;
end $$;

-- Done: they leave. Answers those that were not ours any more.
--
-- By where the rows lay when they were handed out: to find them by name costs as much as to claim them. The name and the token are
-- asked for there: by then somebody else may lie in that place. What is not there is looked for by name; our
-- own heartbeat may have moved it.
drop function if exists work.finish(bigint[], bigint[], bigint[]);
drop function if exists work.finish_all(bigint[], bigint[], bigint[]);
create or replace function work.finish_all(tenants bigint[], jobs bigint[], tokens bigint[], places tid[])
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  gone bigint[];
begin
  with left_now as (
    delete from work.job j
     where j.ctid = any (places) and j.leased_until is not null
       -- Were it not for "is true" this would become a join, which finds them one by one.
       and ((j.tenant_id, j.job_id, j.starts) in (
         select u.tenant_id, u.job_id, u.token from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token))) is true
    returning j.job_id
  )
  select coalesce(array_agg(l.job_id), '{}') into gone from left_now l;
  if cardinality(gone) < cardinality(jobs) then
    return query
      with rest as materialized (
        select u.tenant_id, u.job_id, u.token
          from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
         where u.job_id <> all (gone)
      ), left_late as (
        delete from work.job j using rest r
         where j.tenant_id = r.tenant_id and j.job_id = r.job_id and j.starts = r.token and j.state = 'running'
        returning j.job_id
      )
      select r.job_id, r.token from rest r where not exists (select from left_late l where l.job_id = r.job_id);
  end if;
end $$;

-- Whether it is still ours. Waits for a transaction that is about to end it: after a COMMIT without an
-- answer that is the one thing to know.
create or replace function work.holds(tenant bigint, job bigint, token bigint) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from work.job j
    where j.tenant_id = tenant and j.job_id = job and j.starts = token and j.state = 'running' for update;
  return found;
end $$;

-- Gives it back, to be run again after a while. error: why, and it counts as an attempt; NULL: it was not
-- its fault, and does not count. Answers `waiting`, `dead`, or NULL: it is not ours any more.
--
-- Where one of the same kind and subject waits already, that one is the next attempt.
create or replace function work.give_back(tenant bigint, job bigint, token bigint, pause interval, error text,
  attempt_limit integer)
returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  held work.job;
  failed integer := case when error is null then 0 else 1 end;
begin
  delete from work.job j
   where j.tenant_id = tenant and j.job_id = job and j.starts = token and j.state = 'running'
  returning j.* into held;
  if not found then
    return null;
  end if;
  if failed = 1 and held.attempts + 1 >= attempt_limit then
    insert into work.dead_job (tenant_id, job_id, lane, kind, subject, reason, starts, attempts, crashes, last_error,
      created_at, died_at)
    values (held.tenant_id, held.job_id, held.lane, held.kind, held.subject, 'failed', held.starts, held.attempts + 1,
      held.crashes, error, held.created_at, moment);
    return 'dead';
  end if;
  insert into work.job as j (tenant_id, job_id, lane, kind, subject, run_at, starts, attempts, crashes, last_error,
    created_at)
  overriding system value
  values (held.tenant_id, held.job_id, held.lane, held.kind, held.subject, moment + pause, held.starts,
    held.attempts + failed, held.crashes, coalesce(error, held.last_error), held.created_at)
  on conflict (tenant_id, kind, subject) where state = 'waiting'
  do update set attempts = excluded.attempts, crashes = excluded.crashes, last_error = excluded.last_error,
    run_at = case when failed = 1 then greatest(j.run_at, excluded.run_at) else least(j.run_at, excluded.run_at) end;
  return 'waiting';
end $$;

-- Who waits for work looks every 2 s; nobody asks how long there is to wait.
drop function if exists work.next_due(text);

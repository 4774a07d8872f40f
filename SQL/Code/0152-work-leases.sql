-- What becomes of a job that was handed out. Each asks for the token under which it was: whoever was
-- overtaken finds nothing.

-- Says that they are still worked on; answers those that still are ours.
create or replace function work.extend(tenants bigint[], jobs bigint[], tokens bigint[], lease interval)
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    update work.job j set leased_until = work.clock() + lease
      from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
     where j.tenant_id = u.tenant_id and j.job_id = u.job_id and j.starts = u.token and j.state = 'running'
    returning j.job_id, u.token;
end $$;

-- Done: they leave. Answers those that were ours.
create or replace function work.finish(tenants bigint[], jobs bigint[], tokens bigint[])
returns table (job_id bigint, token bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    delete from work.job j
     using unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
     where j.tenant_id = u.tenant_id and j.job_id = u.job_id and j.starts = u.token and j.state = 'running'
    returning j.job_id, u.token;
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

-- In how many seconds the next job of a lane comes due, 0 where one is; NULL: none waits or runs.
create or replace function work.next_due(wanted_lane text) returns double precision
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return extract(epoch from least(
    (select min(j.run_at) from work.job j where j.lane = wanted_lane and j.leased_until is null),
    (select min(j.leased_until) from work.job j where j.lane = wanted_lane and j.leased_until is not null)) - work.clock());
end $$;

-- What becomes of a job that was handed out. Each asks for the token under which it was: whoever was
-- overtaken finds nothing.
--
-- Who writes several hands first looks each up and locks it, in the order of their keys: two never wait for each other, and
-- no plan goes through all hands for each. As a join, planned when there was one, it did: 165 ms in place of 8 for 600 of 2,000.
-- Written they are by the next statement: a version that somebody else has just made is locked by this one, and seen by that.

drop function if exists work.finish(bigint[], bigint[], bigint[]);
drop function if exists work.finish_all(bigint[], bigint[], bigint[], tid[]);
drop function if exists work.extend(bigint[], bigint[], bigint[], interval);
drop function if exists work.holds(bigint, bigint, bigint);
drop function if exists work.give_back(bigint, bigint, bigint, interval, text, integer);

-- Takes jobs out of a hand: those of them that are in it. With the last of them the hand is gone. Waits for whoever is about
-- to do the same; then it sees what was left.
--
-- With the rights of whoever asks: a service in the tenant that it has entered, the functions here in all.
create or replace function work.take_from(tenant bigint, held_under bigint, wanted bigint[], out lane text, out taken work.held_job[])
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  held work.held_job[];
begin
  select h.lane, h.jobs into lane, held
    from work.hand h where h.tenant_id = tenant and h.token = held_under for update;
  taken := array(select x from unnest(held) x where x.job_id = any (wanted));
  if cardinality(taken) = cardinality(held) then
    delete from work.hand h where h.tenant_id = tenant and h.token = held_under;
  elsif cardinality(taken) > 0 then
    update work.hand h set jobs = array(select x from unnest(held) x where x.job_id <> all (wanted))
     where h.tenant_id = tenant and h.token = held_under;
  end if;
end $$;

-- Says that they are still worked on; answers what is in the hands that still are ours.
create or replace function work.extend(tenants bigint[], tokens bigint[], lease interval)
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
  places tid[];
begin
  select array_agg(h.id) into places
    from (select distinct u.tenant_id, u.token from unnest(tenants, tokens) as u (tenant_id, token) order by 1, 2) as m
   cross join lateral (
     select h.ctid as id from work.hand h where h.tenant_id = m.tenant_id and h.token = m.token for update) h;
  return query
    with kept as (
      update work.hand h set leased_until = work.clock() + lease where h.ctid = any (places) returning h.token, h.jobs
    )
    select x.job_id, k.token from kept k cross join unnest(k.jobs) x;
end $$;

-- Done: they leave. Answers those that were not ours any more.
--
-- A hand leaves at once where all that is in it has ended, and nearly always it has.
create or replace function work.finish_all(tenants bigint[], jobs bigint[], tokens bigint[])
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
  places tid[];
  left_tenants bigint[];
  left_tokens bigint[];
  left_jobs integer;
  mine record;
  ended bigint[];
begin
  select array_agg(h.id), array_agg(m.tenant_id), array_agg(m.token), coalesce(sum(cardinality(m.jobs)), 0)
    into places, left_tenants, left_tokens, left_jobs
    from (
      select u.tenant_id, u.token, array_agg(u.job_id) as jobs
        from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
       group by u.tenant_id, u.token
       order by u.tenant_id, u.token) as m
   cross join lateral (
     select h.ctid as id, h.jobs from work.hand h where h.tenant_id = m.tenant_id and h.token = m.token for update) h
   where cardinality(h.jobs) = cardinality(m.jobs) and not exists (select from unnest(h.jobs) x where x.job_id <> all (m.jobs));
  delete from work.hand h where h.ctid = any (places);
  if left_jobs = cardinality(jobs) then
    return;
  end if;
  for mine in
    select u.tenant_id, u.token, array_agg(u.job_id) as jobs
      from unnest(tenants, jobs, tokens) as u (tenant_id, job_id, token)
     where not exists (
       select from unnest(left_tenants, left_tokens) as l (tenant_id, token)
        where l.tenant_id = u.tenant_id and l.token = u.token)
     group by u.tenant_id, u.token
     order by u.tenant_id, u.token
  loop
    ended := array(select x.job_id from unnest((work.take_from(mine.tenant_id, mine.token, mine.jobs)).taken) x);
    return query select u.job_id, mine.token from unnest(mine.jobs) as u (job_id) where u.job_id <> all (ended);
  end loop;
end $$;

-- Whether it is still ours. Waits for a transaction that is about to end it: after a COMMIT without an
-- answer that is the one thing to know.
create function work.holds(tenant bigint, job bigint, held_under bigint) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  held work.held_job[];
begin
  select h.jobs into held from work.hand h where h.tenant_id = tenant and h.token = held_under for update;
  return exists (select from unnest(held) x where x.job_id = job);
end $$;

-- Gives it back, to be run again after a while. error: why, and it counts as an attempt; NULL: it was not
-- its fault, and does not count. Answers `waiting`, `dead`, or NULL: it is not ours any more.
--
-- Where one of the same kind and subject waits already, that one is the next attempt.
create function work.give_back(tenant bigint, job bigint, held_under bigint, pause interval, error text,
  attempt_limit integer)
returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  found_in record;
  held work.held_job;
  failed integer := case when error is null then 0 else 1 end;
begin
  found_in := work.take_from(tenant, held_under, array[job]);
  if coalesce(cardinality(found_in.taken), 0) = 0 then
    return null;
  end if;
  held := found_in.taken[1];
  if failed = 1 and held.attempts + 1 >= attempt_limit then
    perform work.bury(tenant, found_in.lane, held, 'failed', held.attempts + 1, held.crashes, error, moment);
    return 'dead';
  end if;
  insert into work.job as j (tenant_id, job_id, lane, kind, subject, run_at, attempts, crashes, last_error, created_at)
  overriding system value
  values (tenant, held.job_id, found_in.lane, held.kind, held.subject, moment + pause, held.attempts + failed, held.crashes,
    coalesce(error, held.last_error), held.created_at)
  on conflict (tenant_id, kind, subject)
  do update set attempts = excluded.attempts, crashes = excluded.crashes, last_error = excluded.last_error,
    run_at = case when failed = 1 then greatest(j.run_at, excluded.run_at) else least(j.run_at, excluded.run_at) end;
  return 'waiting';
end $$;

-- Who waits for work looks every 2 s; nobody asks how long there is to wait.
drop function if exists work.next_due(text);

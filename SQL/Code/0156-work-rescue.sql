-- What a worker was not heard of again with: whose lease is over.

-- Takes up what lapsed, oldest first: as much of a hand as there are places for; the rest stays for the next.
create function work.rescue(wanted_lane text, wanted integer, who text, moment timestamptz, lease interval)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  fresh bigint;
  got integer := 0;
  lapsed record;
  part work.held_job[];
begin
  for lapsed in
    select h.tenant_id, h.token, h.jobs, t.slug
      from work.hand h
      join guard.tenant t on t.tenant_id = h.tenant_id and t.state = 'active'
     where h.lane = wanted_lane and h.leased_until <= moment
     order by h.leased_until
     limit wanted
       for update of h skip locked
  loop
    exit when got >= wanted;
    part := lapsed.jobs[1:wanted - got];
    perform work.take_from(lapsed.tenant_id, lapsed.token, array(select x.job_id from unnest(part) x));
    part := array(
      select row(x.job_id, x.kind, x.subject, x.run_at, x.attempts, x.crashes + 1, x.last_error, x.created_at)::work.held_job
        from unnest(part) x);
    insert into work.hand as h (tenant_id, token, lane, worker, leased_until, jobs)
    values (lapsed.tenant_id, nextval('work.token'), wanted_lane, who, moment + lease, part)
    returning h.token into fresh;
    return query
      select lapsed.tenant_id, lapsed.slug, x.job_id, x.kind, x.subject, fresh, x.attempts, x.crashes, x.run_at
        from unnest(part) x;
    got := got + cardinality(part);
  end loop;
end $$;

-- What took its worker down too often is taken out of the way of everybody.
create or replace function work.bury_crashed(wanted_lane text, crash_limit integer, moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  lapsed record;
  poison work.held_job;
begin
  for lapsed in
    select h.tenant_id, h.token, h.jobs
      from work.hand h
     where h.lane = wanted_lane and h.leased_until <= moment
       and exists (select from unnest(h.jobs) x where x.crashes + 1 >= crash_limit)
       for update of h skip locked
  loop
    foreach poison in array lapsed.jobs loop
      continue when poison.crashes + 1 < crash_limit;
      perform work.take_from(lapsed.tenant_id, lapsed.token, array[poison.job_id]);
      perform work.bury(lapsed.tenant_id, wanted_lane, poison, 'crashed', poison.attempts, poison.crashes + 1,
        coalesce(poison.last_error, 'its worker was not heard of again, ' || poison.crashes + 1 || ' times'), moment);
    end loop;
  end loop;
end $$;

-- Puts it where an operator finds it.
create or replace function work.bury(tenant bigint, was_in text, held work.held_job, why text, attempts integer,
  crashes integer, error text, moment timestamptz)
returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into work.dead_job (tenant_id, job_id, lane, kind, subject, reason, attempts, crashes, last_error, created_at, died_at)
  values (tenant, held.job_id, was_in, held.kind, held.subject, why, attempts, crashes, error, held.created_at, moment)
$$;

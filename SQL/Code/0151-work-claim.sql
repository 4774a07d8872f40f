-- Hands out work: to each tenant in turn, however much one of them has waiting.
--
-- First what a worker was not heard of again with: a lease that is over is anybody's. Then the tenants
-- after the one that came last, around the circle: of each the job that has been due longest, and more of
-- each only when there are places left. Plain first come, first served gave one tenant with 22,000 jobs
-- the first hundred places.
--
-- wanted: how many places are free. cap: how many jobs of a tenant may run in this lane at once.
-- after_tenant: the `reached` of the call before. Times are the database's.
create or replace function work.claim(wanted_lane text, wanted integer, cap integer, after_tenant bigint, who text,
  lease interval, crash_limit integer)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
  place bigint := coalesce(after_tenant, 0);
  start bigint := coalesce(after_tenant, 0);
  got integer := 0;
  taken integer;
  wrapped boolean := false;
  complete boolean := false;
  circle bigint[];
  shares integer[];
  candidate record;
  free integer;
begin
  perform work.bury_crashed(wanted_lane, crash_limit, moment);
  return query
    with lapsed as (
      select j.tenant_id, j.job_id
        from work.job j
       where j.lane = wanted_lane and j.state = 'running' and j.leased_until <= moment
         and exists (select from guard.tenant t where t.tenant_id = j.tenant_id and t.state = 'active')
       order by j.leased_until
       limit wanted
         for update of j skip locked
    )
    update work.job j
       set starts = j.starts + 1, crashes = j.crashes + 1, leased_until = moment + lease, worker = who
      from lapsed l
     where j.tenant_id = l.tenant_id and j.job_id = l.job_id
    returning j.tenant_id, (select t.slug from guard.tenant t where t.tenant_id = j.tenant_id), j.job_id, j.kind, j.subject, j.starts, j.attempts, j.crashes, j.run_at, place;
  get diagnostics got = row_count;

  -- Most calls find nothing due, and need not go round those that rest.
  complete := not exists (
    select from work.job j where j.lane = wanted_lane and j.state = 'waiting' and j.run_at <= moment);
  while got < wanted and not complete loop
    circle := '{}';
    shares := '{}';
    while cardinality(circle) < wanted - got loop
      select j.tenant_id, j.run_at into candidate
        from work.job j
       where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id > place
       order by j.tenant_id, j.run_at
       limit 1;
      if not found then
        complete := wrapped;
        exit when complete;
        wrapped := true;
        place := 0;
        continue;
      end if;
      if wrapped and candidate.tenant_id > start then
        complete := true;
        exit;
      end if;
      place := candidate.tenant_id;
      continue when candidate.run_at > moment;
      perform from guard.tenant t where t.tenant_id = place and t.state = 'active';
      continue when not found;
      select cap - count(*) into free
        from work.job r
       where r.tenant_id = place and r.state = 'running' and r.lane = wanted_lane;
      continue when free <= 0;
      circle := circle || place;
      shares := shares || free;
    end loop;
    exit when cardinality(circle) = 0;
    return query
      with next as (
        select w.tenant_id, w.job_id
          from unnest(circle, shares) as c (tenant_id, free)
         cross join lateral (
           select j.tenant_id, j.job_id
             from work.job j
            where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id = c.tenant_id and j.run_at <= moment
              and not exists (
                select from work.job r
                 where r.tenant_id = j.tenant_id and r.kind = j.kind and r.subject = j.subject and r.state = 'running')
            order by j.run_at, j.job_id
            limit least(c.free, ceil((wanted - got)::numeric / cardinality(circle))::integer)
              for update skip locked) w
      )
      update work.job j
         set state = 'running', starts = j.starts + 1, leased_until = moment + lease, worker = who
        from next n
       where j.tenant_id = n.tenant_id and j.job_id = n.job_id
      returning j.tenant_id, (select t.slug from guard.tenant t where t.tenant_id = j.tenant_id), j.job_id, j.kind, j.subject, j.starts, j.attempts, j.crashes, j.run_at, place;
    get diagnostics taken = row_count;
    got := got + taken;
  end loop;
end $$;

-- What took its worker down too often is taken out of the way of everybody.
create or replace function work.bury_crashed(wanted_lane text, crash_limit integer, moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  with poison as (
    select j.tenant_id, j.job_id
      from work.job j
     where j.lane = wanted_lane and j.state = 'running' and j.leased_until <= moment and j.crashes + 1 >= crash_limit
       for update of j skip locked
  ), gone as (
    delete from work.job j using poison p where j.tenant_id = p.tenant_id and j.job_id = p.job_id returning j.*
  )
  insert into work.dead_job (tenant_id, job_id, lane, kind, subject, reason, starts, attempts, crashes, last_error,
    created_at, died_at)
  select g.tenant_id, g.job_id, g.lane, g.kind, g.subject, 'crashed', g.starts, g.attempts, g.crashes + 1,
         coalesce(g.last_error, 'its worker was not heard of again, ' || g.crashes + 1 || ' times'), g.created_at, moment
    from gone g;
end $$;

-- Hands out work: to each tenant in turn, however much one of them has waiting.
--
-- First what a worker was not heard of again with: a lease that is over is anybody's. Then the tenants
-- after the one that came last, around the circle: of each the job that has been due longest, and more of
-- each only when there are places left. Plain first come, first served gave one tenant with 22,000 jobs
-- the first hundred places.
--
-- One statement goes round the circle, from tenant to tenant by the index, and stops where it has as many as
-- there are places: tenant by tenant a hundred jobs took twice as long. It is planned once, and always along
-- the indexes: the table may be empty when it is planned and full when it runs.
--
-- wanted: how many places are free. cap: how many jobs of a tenant may run in this lane at once.
-- after_tenant: the `reached` of the call before. Times are the database's.
create or replace function work.claim(wanted_lane text, wanted integer, cap integer, after_tenant bigint, who text,
  lease interval, crash_limit integer)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
  -- Where this round began, how far it has come, and whether it has passed the last tenant.
  start bigint := coalesce(after_tenant, 0);
  place bigint := coalesce(after_tenant, 0);
  wrapped boolean := false;
  got integer := 0;
  taken integer;
  taken_in_round integer := 0;
  circle bigint[];
  slugs text[];
  shares integer[];
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
  while got < wanted and (place <> start or wrapped or exists (
    select from work.job j where j.lane = wanted_lane and j.leased_until is null and j.run_at <= moment))
  loop
    with recursive later as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id > place and (not wrapped or j.tenant_id <= start)
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from later l
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id > l.tenant_id
            and (not wrapped or j.tenant_id <= start)
          order by j.tenant_id, j.run_at
          limit 1) n
    ), earlier as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id <= start and not wrapped
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from earlier e
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id > e.tenant_id and j.tenant_id <= start
          order by j.tenant_id, j.run_at
          limit 1) n
    ), chosen as (
      select w.tenant_id, t.slug, cap - r.running as free
        from (select l.tenant_id, l.run_at from later l union all select e.tenant_id, e.run_at from earlier e) as w
       cross join lateral (
         select t.slug from guard.tenant t where t.tenant_id = w.tenant_id and t.state = 'active' limit 1) t
       cross join lateral (
         select count(*)::integer as running
           from work.job r
          where r.tenant_id = w.tenant_id and r.state = 'running' and r.lane = wanted_lane) r
       where w.run_at <= moment and r.running < cap
       limit wanted - got
    )
    select array_agg(c.tenant_id), array_agg(c.slug), array_agg(c.free) into circle, slugs, shares from chosen c;

    taken := 0;
    if circle is not null then
      wrapped := wrapped or circle[cardinality(circle)] <= place;
      place := circle[cardinality(circle)];
      return query
        with next as (
          select w.tenant_id, w.job_id, c.slug
            from unnest(circle, slugs, shares) as c (tenant_id, slug, free)
           cross join lateral (
             select j.tenant_id, j.job_id
               from work.job j
              where j.lane = wanted_lane and j.state = 'waiting' and j.tenant_id = c.tenant_id and j.run_at <= moment
                and not exists (
                  select from work.job r
                   where r.tenant_id = j.tenant_id and r.kind = j.kind and r.subject = j.subject and r.state = 'running'
                  offset 0)
              order by j.run_at, j.job_id
              limit least(c.free, (wanted - got + cardinality(circle) - 1) / cardinality(circle))
                for update skip locked) w
           limit wanted - got
        )
        update work.job j
           set state = 'running', starts = j.starts + 1, leased_until = moment + lease, worker = who
          from next n
         where j.tenant_id = n.tenant_id and j.job_id = n.job_id
        returning j.tenant_id, n.slug, j.job_id, j.kind, j.subject, j.starts, j.attempts, j.crashes, j.run_at, place;
      get diagnostics taken = row_count;
    end if;
    taken_in_round := taken_in_round + taken;
    if circle is null or cardinality(circle) < wanted - got then
      -- All the way round. Once more, where that gave somebody a second turn.
      exit when taken_in_round = 0;
      taken_in_round := 0;
      start := place;
      wrapped := false;
    end if;
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

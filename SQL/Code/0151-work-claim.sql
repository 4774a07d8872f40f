-- Hands out work: to each tenant in turn, however much one of them has waiting.
--
-- First, where that was asked for, what a worker was not heard of again with: a lease that is over is anybody's. Then
-- the tenants after the one that came last, around the circle: of each the job that has been due longest, and more of
-- each only when there are places left. Plain first come, first served gave one tenant with 22,000 jobs
-- the first hundred places.
--
-- Who asks for hundreds gets of each tenant a few at once, as many of every one of them: a claim is shared by 64 tenants
-- or more before anybody has a second turn. Finding a tenant's jobs reads the page of the index that they are on, whether
-- one of them is wanted or four: with one it is half of what a claim costs.
--
-- Two ways lead along the circle. Where most tenants have work, looking at each is fastest: 8 us a job, 14 by
-- the other. Where few have, the index leads from one that has work to the next, however many lie between. Which it is
-- shows by doing: the nearest twice as many tenants as there are places are looked at, and then the index leads on.
--
-- That of a kind and subject one runs at most needs no lock: one of them waits at most, so the second was wanted when the first had
-- been taken, and whoever sees the second waiting sees the first in its hand.
--
-- What orders these look-ups is the index. Under policies the planner sees that only where the comparison with the lane is
-- leakproof: that of text is, that of an enum is not, and then it sorts all that a tenant has waiting.
--
-- Everything is planned once, and always along the indexes: the table may be empty when it is planned and full
-- when it runs.
--
-- wanted: how many places are free. cap: how many jobs of a tenant may run in this lane at once.
-- after_tenant: the `reached` of the call before. Times are the database's.
drop function if exists work.claim(text, integer, integer, bigint, text, interval, integer);
drop function if exists work.claim(text, integer, integer, bigint, text, interval, integer, boolean);
drop function if exists work.go_round(text, integer, integer, bigint, bigint, boolean, boolean, text, timestamptz, interval);
drop function if exists work.go_round(text, integer, integer, bigint, bigint, boolean, boolean, boolean, text, timestamptz, interval);
drop function if exists work.rescue(text, integer, text, timestamptz, interval);
create function work.claim(wanted_lane text, wanted integer, cap integer, after_tenant bigint, who text,
  lease interval, crash_limit integer, rescues boolean)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
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
  moment timestamptz := work.clock();
  -- Where this round began, how far it has come, and whether it has passed the last tenant.
  start constant bigint := coalesce(after_tenant, 0);
  place bigint := start;
  wrapped boolean := false;
  -- The last tenant of the lap.
  goal bigint := 9223372036854775807;
  got integer := 0;
  -- The tenants that are looked at together.
  tenants bigint[];
  -- So many they are, and so many were, altogether. What another worker takes meanwhile is seen by the next statement
  -- only; a row that it has taken since would be locked in vain, and its end held up.
  stretch constant integer := least(2 * wanted, 128);
  seen integer;
  looked integer := 0;
  furthest bigint;
  -- Where the jobs lie that were found, and whose the last one is.
  places tid[];
  last_tenant bigint;
  -- Of each tenant at its turn.
  share constant integer := greatest(1, least(cap, wanted / 64));
begin
  -- Whoever has nothing lapsed, and that is nearly always so, looks once along all that runs, not three times.
  if rescues and exists (select from work.hand h where h.lane = wanted_lane and h.leased_until <= moment) then
    perform work.bury_crashed(wanted_lane, crash_limit, moment);
    return query select r.*, place from work.rescue(wanted_lane, wanted, who, moment, lease) as r;
    get diagnostics got = row_count;
  end if;
  -- Most calls find nothing due, and need not go round those that rest. Who asks for hundreds mostly finds some, and asks this only
  -- when it has not: under load the index begins with all that was claimed since the last vacuum, a twentieth of a claim.
  if got >= wanted or share = 1 and not exists (
    select from work.job j where j.lane = wanted_lane and j.run_at <= moment)
  then
    return;
  end if;

  loop
    select count(*), max(t.tenant_id), array_agg(t.tenant_id) filter (where t.state = 'active')
      into seen, furthest, tenants
      from (
        select t.tenant_id, t.state
          from guard.tenant t
         where t.tenant_id > place and t.tenant_id <= goal
         order by t.tenant_id
         limit stretch) t;
    select array_agg(f.id), max(f.tenant_id) into places, last_tenant
      from (
        select w.id, t.tenant_id
          from unnest(tenants) t (tenant_id)
         cross join lateral (
           select coalesce(sum(cardinality(h.jobs)) filter (where h.lane = wanted_lane), 0)::integer as running, count(*) as hands
             from work.hand h
            where h.tenant_id = t.tenant_id) r
         cross join lateral (
           select j.ctid as id
             from work.job j
            where j.tenant_id = t.tenant_id and j.lane = wanted_lane and j.run_at <= moment
              and (r.hands = 0 or not exists (
                select from work.hand h, unnest(h.jobs) x
                 where h.tenant_id = j.tenant_id and x.kind = j.kind and x.subject = j.subject
                offset 0))
            order by j.run_at, j.job_id
            limit least(cap - r.running, share)
              for update skip locked) w
         where r.running < cap
         limit wanted - got) f;
    if places is not null then
      return query
        select d.*, last_tenant from work.deal(places, share = 1, wanted_lane, who, moment + lease) as d;
      got := got + cardinality(places);
    elsif looked = 0 and share > 1 and not exists (
      select from work.job j where j.lane = wanted_lane and j.run_at <= moment)
    then
      return;
    end if;
    exit when got >= wanted;
    place := coalesce(furthest, place);
    if seen = stretch then
      looked := looked + seen;
      exit when looked >= 2 * wanted;
    else
      exit when wrapped;
      -- That was the last tenant: on from the first, up to where this began.
      wrapped := true;
      goal := start;
      place := 0;
    end if;
  end loop;
  if got < wanted then
    return query
      select g.* from work.go_round(wanted_lane, wanted - got, cap, start, place, wrapped, got > 0, share = 1, who, moment, lease)
               as g;
  end if;
end $$;

-- Goes on around the circle by the index, from a tenant that has work to the next, and around again until there are
-- no places left or nothing that may be begun. One statement goes round and stops where it has as many as there are
-- places: tenant by tenant a hundred jobs took twice as long.
--
-- place: how far this round has come; start: where it ends; wrapped: it has passed the last tenant. others_had_one: of
-- the tenants before place, so those behind it get no more until all have. alone: as work.deal has it.
create function work.go_round(wanted_lane text, wanted integer, cap integer, start bigint, place bigint,
  wrapped boolean, others_had_one boolean, alone boolean, who text, moment timestamptz, lease interval)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz, reached bigint)
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
  got integer := 0;
  taken integer;
  taken_in_round integer := others_had_one::integer;
  one_each boolean := others_had_one;
  share integer;
  circle bigint[];
  shares integer[];
  places tid[];
begin
  while got < wanted loop
    with recursive later as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.tenant_id > place and (not wrapped or j.tenant_id <= start)
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from later l
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.tenant_id > l.tenant_id
            and (not wrapped or j.tenant_id <= start)
          order by j.tenant_id, j.run_at
          limit 1) n
    ), earlier as (
      (select j.tenant_id, j.run_at
         from work.job j
        where j.lane = wanted_lane and j.tenant_id <= start and not wrapped
        order by j.tenant_id, j.run_at
        limit 1)
      union all
      select n.tenant_id, n.run_at
        from earlier e
       cross join lateral (
         select j.tenant_id, j.run_at
           from work.job j
          where j.lane = wanted_lane and j.tenant_id > e.tenant_id and j.tenant_id <= start
          order by j.tenant_id, j.run_at
          limit 1) n
    ), chosen as (
      select w.tenant_id, cap - r.running as free
        from (select l.tenant_id, l.run_at from later l union all select e.tenant_id, e.run_at from earlier e) as w
       cross join lateral (
         select from guard.tenant t where t.tenant_id = w.tenant_id and t.state = 'active' limit 1) t
       cross join lateral (
         select coalesce(sum(cardinality(h.jobs)), 0)::integer as running
           from work.hand h
          where h.tenant_id = w.tenant_id and h.lane = wanted_lane) r
       where w.run_at <= moment and r.running < cap
       limit wanted - got
    )
    select array_agg(c.tenant_id), array_agg(c.free) into circle, shares from chosen c;

    taken := 0;
    if circle is not null then
      wrapped := wrapped or circle[cardinality(circle)] <= place;
      place := circle[cardinality(circle)];
      share := case when one_each then 1 else (wanted - got + cardinality(circle) - 1) / cardinality(circle) end;
      select array_agg(f.id) into places
        from (
          select w.id
            from unnest(circle, shares) as c (tenant_id, free)
           cross join lateral (
             select j.ctid as id
               from work.job j
              where j.tenant_id = c.tenant_id and j.lane = wanted_lane and j.run_at <= moment
                and not exists (
                  select from work.hand h, unnest(h.jobs) x
                   where h.tenant_id = j.tenant_id and x.kind = j.kind and x.subject = j.subject
                  offset 0)
              order by j.run_at, j.job_id
              limit least(c.free, share)
                for update skip locked) w
           limit wanted - got) f;
      return query
        select d.*, place from work.deal(places, alone, wanted_lane, who, moment + lease) as d;
      get diagnostics taken = row_count;
    end if;
    taken_in_round := taken_in_round + taken;
    if circle is null or cardinality(circle) < wanted - got then
      -- All the way round. Once more, where that gave somebody a second turn.
      exit when taken_in_round = 0;
      taken_in_round := 0;
      one_each := false;
      start := place;
      wrapped := false;
    end if;
    got := got + taken;
  end loop;
end $$;

-- Makes what lies in these places, and is locked, run: it leaves the table of what waits.
--
-- By where the rows are: they are locked, so they stay there. As one array of places they are gone through page by page; as a
-- join each was a scan of its own. A row of what runs, with its index entry, is written once for all that a tenant is given at
-- once: with claims of hundreds a quarter of a claim and a third of an end less than a row for each (Docs/Decisions/0037).
--
-- alone: a hand for each job. So it is for whoever does not ask for hundreds: jobs of one hand wait for each other's end, and keep
-- their lease as long as one of them runs.
create or replace function work.deal(places tid[], alone boolean, wanted_lane text, who text, lease_end timestamptz)
returns table (tenant_id bigint, slug text, job_id bigint, kind text, subject text, token bigint, attempts integer,
  crashes integer, due_since timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
begin
  return query
    with gone as (
      delete from work.job j where j.ctid = any (places) returning j.*
    ), hands as (
      insert into work.hand as h (tenant_id, token, lane, worker, leased_until, jobs)
      select g.tenant_id, nextval('work.token'), wanted_lane, who, lease_end,
             array_agg(row(g.job_id, g.kind, g.subject, g.run_at, g.attempts, g.crashes, g.last_error, g.created_at)::work.held_job)
        from gone g
       group by g.tenant_id, case when alone then g.job_id end
      returning h.tenant_id, h.token, h.jobs
    )
    select h.tenant_id, t.slug, x.job_id, x.kind, x.subject, h.token, x.attempts, x.crashes, x.run_at
      from hands h
      join guard.tenant t on t.tenant_id = h.tenant_id
     cross join unnest(h.jobs) x;
end $$;

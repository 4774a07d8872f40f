-- Schedules: rows that say when the next job of a kind comes. What a cron expression means is decided where
-- it is read; here a time is taken from `next_at` once, by whoever comes first, with the jobs that it makes.

create or replace function work.due_schedules(most integer)
returns table (tenant_id bigint, kind text, zone text, cron text, catch_up text, next_at timestamptz, moment timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  now_ timestamptz := work.clock();
begin
  return query
    (select null::bigint, c.kind, c.zone, c.cron, c.catch_up, c.next_at, now_
       from work.zone_schedule c where c.next_at <= now_ order by c.next_at limit most)
    union all
    (select s.tenant_id, s.kind, s.zone, s.cron, s.catch_up, s.next_at, now_
       from work.schedule s
       join guard.tenant t on t.tenant_id = s.tenant_id and t.state = 'active'
      where s.next_at <= now_ order by s.next_at limit most);
end $$;

-- Takes the due times of tenants' own schedules, and makes their jobs, a subject each. A row that is not as
-- it was seen was taken by somebody else. Answers how many schedules were taken.
create or replace function work.fire(tenants bigint[], kinds text[], seen timestamptz[], following timestamptz[],
  job_tenants bigint[], job_kinds text[], job_lanes text[], job_names text[], job_subjects text[])
returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  taken integer;
begin
  with mine as (
    update work.schedule s set next_at = u.following, last_at = s.next_at
      from unnest(tenants, kinds, seen, following) as u (tenant_id, kind, seen, following)
     where s.tenant_id = u.tenant_id and s.kind = u.kind and s.next_at = u.seen
    returning s.tenant_id, s.kind
  ), made as (
    insert into work.job as w (tenant_id, lane, kind, subject, run_at, created_at)
    select j.tenant_id, j.lane, j.name, j.subject, moment, moment
      from unnest(job_tenants, job_kinds, job_lanes, job_names, job_subjects) as j (tenant_id, kind, lane, name, subject)
      join mine m on m.tenant_id = j.tenant_id and m.kind = j.kind
    on conflict (tenant_id, kind, subject) do update set run_at = least(w.run_at, excluded.run_at)
  )
  select count(*) into taken from mine;
  return taken;
end $$;

-- The same for the schedule of a zone: jobs for its tenants that have none of their own, and something to do.
-- Most have not: a day on which nothing is known to happen costs one look into an index, for all of them.
create or replace function work.fire_zone(wanted_kind text, wanted_zone text, seen timestamptz,
  following timestamptz, wanted_lane text, job_name text, subjects text[], day date)
returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  made integer;
begin
  update work.zone_schedule c set next_at = following, last_at = c.next_at
   where c.kind = wanted_kind and c.zone = wanted_zone and c.next_at = seen;
  if not found then
    return null;
  end if;
  insert into work.job as w (tenant_id, lane, kind, subject, run_at, created_at)
  select t.tenant_id, wanted_lane, job_name, s.subject, moment, moment
    from work.concerned(wanted_kind, day) c
    join guard.tenant t on t.tenant_id = c.tenant_id and t.state = 'active' and t.timezone = wanted_zone
   cross join unnest(subjects) as s (subject)
   where not exists (select from work.schedule o where o.tenant_id = t.tenant_id and o.kind = wanted_kind)
  on conflict (tenant_id, kind, subject) do update set run_at = least(w.run_at, excluded.run_at);
  get diagnostics made = row_count;
  return made;
end $$;

-- Who a schedule of a kind has anything to do for, on a day.
create or replace function work.concerned(wanted_kind text, day date) returns table (tenant_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  case wanted_kind
    -- A known day has come: a tier that changes by itself, the end of an alert's silence.
    when 'turn' then return query select distinct w.tenant_id from core.watch w where w.due_day <= day;
    -- Somebody is there to read it.
    when 'digest' then return query select distinct s.tenant_id from core.sink s where s.disabled is null;
    when 'close' then return query select h.tenant_id from core.head h where h.live_generation is not null;
    when 'retention' then return query
      select o.tenant_id from core.outbox o group by 1
      union select i.tenant_id from core.import i where i.rejected > 0 group by 1
      union select d.tenant_id from work.dead_job d group by 1;
  end case;
end $$;

-- The zones that tenants live in, for which a kind has no schedule yet.
create or replace function work.zones_without(kinds text[]) returns table (kind text, zone text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select k.kind, z.zone
      from (select distinct t.timezone as zone from guard.tenant t) as z
     cross join unnest(kinds) as k (kind)
     where not exists (select from work.zone_schedule c where c.kind = k.kind and c.zone = z.zone);
end $$;

create or replace function work.put_zone(wanted_kind text, wanted_zone text, new_cron text, new_catch_up text,
  first timestamptz, replaces boolean)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if replaces then
    insert into work.zone_schedule as c (kind, zone, cron, catch_up, next_at)
    values (wanted_kind, wanted_zone, new_cron, new_catch_up, first)
    on conflict (kind, zone) do update
      set cron = excluded.cron, catch_up = excluded.catch_up, next_at = excluded.next_at;
  else
    insert into work.zone_schedule (kind, zone, cron, catch_up, next_at)
    values (wanted_kind, wanted_zone, new_cron, new_catch_up, first)
    on conflict (kind, zone) do nothing;
  end if;
end $$;

-- Everybody's schedules, and with a tenant its own before those of its zone; no tenant: all there are.
create or replace function work.schedules(wanted_tenant bigint)
returns table (tenant text, kind text, zone text, cron text, catch_up text, next_at timestamptz, last_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select t.slug, s.kind, s.zone, s.cron, s.catch_up, s.next_at, s.last_at
      from work.schedule s
      join guard.tenant t on t.tenant_id = s.tenant_id
     where wanted_tenant is null or s.tenant_id = wanted_tenant
    union all
    select null, c.kind, c.zone, c.cron, c.catch_up, c.next_at, c.last_at
      from work.zone_schedule c
     where wanted_tenant is null
        or exists (
          select from guard.tenant t
           where t.tenant_id = wanted_tenant and t.timezone = c.zone
             and not exists (select from work.schedule o where o.tenant_id = wanted_tenant and o.kind = c.kind))
     order by 1 nulls first, 2, 3;
end $$;

-- What an operator sees of the work, and can do about it.

-- Made anew as a whole: what a function returns cannot be changed in place. Who may call it is granted later.
drop function if exists work.jobs(bigint, text, integer);
create function work.jobs(wanted_tenant bigint, wanted_state text, most integer)
returns table (job_id bigint, tenant text, zone text, kind text, subject text, state text, run_at timestamptz, attempts integer,
  crashes integer, worker text, last_error text, created_at timestamptz, since timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select w.job_id, t.slug, t.timezone, w.kind, w.subject, w.state, w.run_at, w.attempts, w.crashes, w.worker, w.last_error,
           w.created_at, w.since
      from (
        select j.tenant_id, j.job_id, j.kind, j.subject, 'waiting' as state, j.run_at, j.attempts, j.crashes, null as worker,
               j.last_error, j.created_at, j.run_at as since
          from work.job j
        union all
        select h.tenant_id, x.job_id, x.kind, x.subject, 'running', x.run_at, x.attempts, x.crashes, h.worker, x.last_error,
               x.created_at, x.run_at
          from work.hand h
         cross join unnest(h.jobs) x
        union all
        select d.tenant_id, d.job_id, d.kind, d.subject,
               case d.reason when 'crashed' then 'quarantined' else 'dead' end, null, d.attempts, d.crashes, null,
               d.last_error, d.created_at, d.died_at
          from work.dead_job d) as w
      join guard.tenant t on t.tenant_id = w.tenant_id
     where (wanted_tenant is null or w.tenant_id = wanted_tenant) and (wanted_state is null or w.state = wanted_state)
     order by array_position('{running,waiting,quarantined,dead}'::text[], w.state), w.since, w.job_id
     limit most;
end $$;

-- Where it is, in the words of a list; NULL: there is none of that number. One look at all three places: what is moved from one to
-- another meanwhile is seen in one of them.
create or replace function work.state_of(wanted bigint) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select 'waiting' from work.job j where j.job_id = wanted
  union all
  select 'running' from work.hand h, unnest(h.jobs) x where x.job_id = wanted
  union all
  select case d.reason when 'crashed' then 'quarantined' else 'dead' end from work.dead_job d where d.job_id = wanted
$$;

-- Runs it at the next occasion, whatever it waits for; one that was given up begins anew. Answers what it
-- was, NULL: there is none of that number.
create or replace function work.retry(wanted bigint) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  held work.dead_job;
  was constant text := work.state_of(wanted);
begin
  update work.job j set run_at = moment where j.job_id = wanted and j.run_at > moment;
  delete from work.dead_job d where d.job_id = wanted returning d.* into held;
  if found then
    insert into work.job as j (tenant_id, job_id, lane, kind, subject, run_at, last_error, created_at)
    overriding system value
    values (held.tenant_id, held.job_id, held.lane, held.kind, held.subject, moment, held.last_error, held.created_at)
    on conflict (tenant_id, kind, subject) do update set run_at = least(j.run_at, excluded.run_at);
  end if;
  return was;
end $$;

-- Takes it away for good; one that runs stays. Answers what it was.
create or replace function work.discard(wanted bigint) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was text;
begin
  delete from work.job j where j.job_id = wanted;
  if found then
    return 'waiting';
  end if;
  delete from work.dead_job d where d.job_id = wanted
  returning case d.reason when 'crashed' then 'quarantined' else 'dead' end into was;
  if found then
    return was;
  end if;
  return work.state_of(wanted);
end $$;

-- Work that nobody has a job for: none, unless somebody took jobs away by hand or a restore left some out.
-- Answers how many jobs it made.
create or replace function work.sweep() returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moment timestamptz := work.clock();
  made integer;
  more integer;
begin
  insert into work.job (tenant_id, lane, kind, run_at, created_at)
  select t.tenant_id, 'compute', 'refresh', moment, moment
    from guard.tenant t
   where t.state = 'active' and exists (select from core.dirty d where d.tenant_id = t.tenant_id)
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics made = row_count;
  insert into work.job (tenant_id, lane, kind, subject, run_at, created_at)
  select o.tenant_id, 'send', 'deliver', o.sink, min(o.next_at), moment
    from core.outbox o
    join guard.tenant t on t.tenant_id = o.tenant_id and t.state = 'active'
   where o.state = 'pending'
   group by o.tenant_id, o.sink
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics more = row_count;
  made := made + more;
  insert into work.job (tenant_id, lane, kind, run_at, created_at)
  select t.tenant_id, 'compute', 'fold', moment, moment
    from guard.tenant t
   where t.state = 'active' and exists (select from work.inbox i where i.tenant_id = t.tenant_id)
  on conflict (tenant_id, kind, subject) do nothing;
  get diagnostics more = row_count;
  return made + more;
end $$;

-- How the work stands, for whoever asks after its health. Ages in seconds, NULL where there is none.
drop function if exists work.health();
create function work.health()
returns table (oldest_due bigint, running bigint, overdue_schedules bigint, latest_schedule bigint, dead bigint,
  quarantined bigint, oldest_snapshot bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
begin
  return query select
    (select extract(epoch from moment - min(j.run_at))::bigint
       from work.job j
      where j.run_at <= moment
        and exists (select from guard.tenant t where t.tenant_id = j.tenant_id and t.state = 'active')),
    -- Somebody works: of a worker that died, its lease ends within a minute.
    (select coalesce(sum(cardinality(h.jobs)), 0)::bigint from work.hand h where h.leased_until > moment),
    (select count(*) from work.zone_schedule z where z.next_at < moment - interval '5 minutes')
      + (select count(*) from work.schedule s where s.next_at < moment - interval '5 minutes'),
    (select extract(epoch from moment - min(n.next_at))::bigint
       from (select z.next_at from work.zone_schedule z union all select s.next_at from work.schedule s) as n
      where n.next_at <= moment),
    (select count(*) from work.dead_job d where d.reason = 'failed'),
    (select count(*) from work.dead_job d where d.reason = 'crashed'),
    -- Dead rows of the queue stay as long as a transaction could still see them.
    (select extract(epoch from moment - min(a.xact_start))::bigint
       from pg_stat_activity a where a.backend_xmin is not null and a.pid <> pg_backend_pid());
end $$;

-- The work to be done, of all tenants: jobs, what became of those that failed, and when new ones come
-- (Docs/Jobs.md). Rows of tenants like all others, under forced policies; what hands them out to workers
-- are the functions of this schema, which belong to headway_dispatch.
create schema work authorization headway_owner;
grant usage on schema work to headway_service, headway_dispatch;
grant usage on schema core, guard to headway_dispatch;

alter default privileges for role headway_dispatch revoke execute on functions from public;
grant usage on language plpgsql, sql to headway_dispatch;

set role headway_owner;

-- What waits or runs; a job that is done leaves at once, one that failed for good goes to dead_job.
create table work.job (
  tenant_id    bigint not null,
  job_id       bigint generated always as identity,
  -- Which of a worker's places it takes: one that computes, or one that waits for somebody's server.
  lane         text not null,
  kind         text not null,
  -- What it is about: a sink, a month. Of one tenant, kind and subject one waits and one runs, at most.
  subject      text not null default '',
  state        text not null default 'waiting',
  run_at       timestamptz not null,
  -- How often it was begun: the fencing token. Whoever holds a lower number holds nothing.
  starts       bigint not null default 0,
  -- Attempts that failed, and those whose worker was not heard of again.
  attempts     integer not null default 0,
  crashes      integer not null default 0,
  leased_until timestamptz,
  worker       text,
  last_error   text,
  created_at   timestamptz not null,
  primary key (tenant_id, job_id),
  constraint job_lane_is_known check (lane in ('compute', 'send')),
  constraint job_state_is_known check (state in ('waiting', 'running')),
  constraint job_that_runs_has_a_lease check ((state = 'running') = (leased_until is not null))
) with (
  -- Small and always changing: looked after by the number of dead rows, never by a share of the table.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000
);
create unique index job_waits_once on work.job (tenant_id, kind, subject) where state = 'waiting';
create unique index job_runs_once on work.job (tenant_id, kind, subject) where state = 'running';
create index job_due on work.job (lane, tenant_id, run_at, job_id) where state = 'waiting';
-- These two say the same of a job in other words, so that nobody who asks for a tenant's jobs is ever led along them:
-- planned while nothing runs, counting what a tenant has running went through all that run.
create index job_by_time on work.job (lane, run_at) where leased_until is null;
create index job_leased on work.job (lane, leased_until) where leased_until is not null;

-- Given up: it failed too often, or took its worker down. Seen for 30 days, and can be tried again.
create table work.dead_job (
  tenant_id  bigint not null,
  job_id     bigint not null,
  lane       text not null,
  kind       text not null,
  subject    text not null,
  reason     text not null,
  starts     bigint not null,
  attempts   integer not null,
  crashes    integer not null,
  last_error text,
  created_at timestamptz not null,
  died_at    timestamptz not null,
  primary key (tenant_id, job_id),
  constraint dead_job_reason_is_known check (reason in ('failed', 'crashed'))
);

-- When a tenant's own hour differs from everybody's.
create table work.schedule (
  tenant_id  bigint not null,
  kind       text not null,
  cron       text not null,
  zone       text not null,
  -- What becomes of the times that passed while no worker ran: the last is made up for, none, or all.
  catch_up   text not null default 'latest',
  next_at    timestamptz,
  last_at    timestamptz,
  primary key (tenant_id, kind),
  constraint schedule_catch_up_is_known check (catch_up in ('latest', 'skip', 'all'))
);
create index schedule_due on work.schedule (next_at);

-- Everybody else's: one row for a time zone, however many tenants live in it. Nobody's rows, so no
-- policy; the functions of this schema alone read and write it.
create table work.zone_schedule (
  kind     text not null,
  zone     text not null,
  cron     text not null,
  catch_up text not null default 'latest',
  next_at  timestamptz,
  last_at  timestamptz,
  primary key (kind, zone),
  constraint zone_schedule_catch_up_is_known check (catch_up in ('latest', 'skip', 'all'))
);
grant select, insert, update, delete on work.zone_schedule to headway_dispatch;

-- What is due on a day, of all tenants, is one look: most days of most tenants have nothing.
create index watch_due on core.watch (due_day);

reset role;

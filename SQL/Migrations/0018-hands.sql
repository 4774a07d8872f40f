-- What waits and what runs in tables of their own: a claim moves jobs from one to the other, all that it takes of a tenant as one
-- row (Docs/Decisions/0037).
set role headway_owner;

-- A job while it runs: all that is known of it but its tenant and lane, which are those of the hand.
create type work.held_job as (
  job_id     bigint,
  kind       text,
  subject    text,
  run_at     timestamptz,
  attempts   integer,
  crashes    integer,
  last_error text,
  created_at timestamptz
);

-- What one claim gave a worker of one tenant: a job, or several where it asked for hundreds.
create table work.hand (
  tenant_id    bigint not null,
  -- The fencing token: of two hands that ever held a job the later has the higher. Whoever holds a lower number holds nothing.
  token        bigint not null,
  lane         text not null,
  worker       text not null,
  leased_until timestamptz not null,
  jobs         work.held_job[] not null,
  primary key (tenant_id, token),
  constraint hand_is_not_empty check (cardinality(jobs) > 0)
) with (
  -- A heartbeat writes a second version beside the first, and no index entry. Rows stay whole in their page: they live for moments, and
  -- to compress them costs more than to write them.
  fillfactor = 70, toast_tuple_target = 8160,
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000
);
create sequence work.token;
grant usage on sequence work.token to headway_dispatch;

-- What runs while the server is brought up to date stays with its worker, which is of the old version and cannot say that it lives, until its
-- lease is over; then it is anybody's. Under tokens above all that were given out, so that it can neither end it nor give it back.
-- Forced policies bind the owner too; the code that follows forces them again.
alter table work.job no force row level security;
select setval('work.token', coalesce(max(starts), 0) + 1) from work.job;
insert into work.hand (tenant_id, token, lane, worker, leased_until, jobs)
select r.tenant_id, nextval('work.token'), r.lane, coalesce(r.worker, ''), r.leased_until,
       array[row(r.job_id, r.kind, r.subject, r.run_at, r.attempts, r.crashes, r.last_error, r.created_at)::work.held_job]
  from work.job r
 where r.state = 'running';
delete from work.job r where r.state = 'running';

drop index work.job_waits_once, work.job_runs_once, work.job_due, work.job_by_time;
alter table work.job
  drop column state, drop column leased_until, drop column worker, drop column starts;
alter table work.dead_job drop column starts;
create unique index job_waits_once on work.job (tenant_id, kind, subject);
create index job_due on work.job (tenant_id, lane, run_at, job_id);
create index job_by_time on work.job (lane, run_at);

-- Its rows are not changed where they lie any more: they come and leave.
alter table work.job set (fillfactor = 100);

reset role;

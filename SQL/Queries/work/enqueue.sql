-- Wants a job, in the transaction that needs it. One of its kind and subject that waits already is the same
-- job: it is brought forward, unless it rests after a failure.
--
-- The row is locked either way. So no worker takes it before this transaction has ended, and what this
-- transaction wrote is seen by the run that follows.
with put as (
  insert into work.job as j (tenant_id, lane, kind, subject, run_at, created_at)
  select $1, $2, $3, $4, m.at + make_interval(secs => $5), m.at
    from (select work.clock() as at) as m
  on conflict (tenant_id, kind, subject)
  do update set run_at = case when j.attempts = 0 then least(j.run_at, excluded.run_at) else j.run_at end
  returning j.xmax = 0 as fresh
)
-- Only a hint, and a COMMIT with one waits for all others that have one: not for a job that waits already.
select pg_notify('headway_work', '') from put where fresh

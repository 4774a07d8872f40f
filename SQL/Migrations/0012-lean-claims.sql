-- What a claim writes is a new row version and its entries in the indexes over jobs that run. There were three of
-- those, half of what a claim cost; one is enough (Docs/Decisions/0015).
set role headway_owner;

-- A job that runs is found by its tenant, among the few that run of it, and so is one by its kind and subject. One that
-- waits is looked for by number by an operator alone.
alter table work.job drop constraint job_pkey;

-- Which leases are over is looked for once a second and worker, not with every claim: along job_runs_once.
drop index work.job_leased;

-- The tenant first: it tells entries apart at the first comparison, and a lane is text.
drop index work.job_due;
create index job_due on work.job (tenant_id, lane, run_at, job_id) where state = 'waiting';

-- A job is changed once and leaves: its second version finds its place beside the first, and workers that claim at the same time do
-- not wait for each other to lengthen the table.
alter table work.job set (fillfactor = 50);

reset role;

-- What a claim writes is a new row version and its entries in the indexes over jobs that run. There were three of
-- those, half of what a claim cost; one is enough (Docs/Decisions/0015).
set role headway_owner;

-- A job that runs is found by its tenant, among the few that run of it, and so is one by its kind and subject. One that
-- waits is looked for by number by an operator alone.
alter table work.job drop constraint job_pkey;

-- Which leases are over is looked for once a second and worker, not with every claim: along job_runs_once.
drop index work.job_leased;

-- Four bytes in place of a text that is compared by a collation, at every step down the index of what is due.
create type work.lane as enum ('compute', 'send');
alter table work.job drop constraint job_lane_is_known;
alter table work.job alter column lane type work.lane using lane::work.lane;
alter table work.dead_job alter column lane type work.lane using lane::work.lane;

-- A job is changed once and leaves: its second version finds its place beside the first, and workers that claim at the same time do
-- not wait for each other to lengthen the table.
alter table work.job set (fillfactor = 50);

reset role;

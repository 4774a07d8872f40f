-- How fast leads go deeper, and by what they are told apart (Docs/Metrics.md, 6, "dashboard metrics").
set role headway_owner;

-- The first days of engagement with content of depth 1 to 4; null for a depth that never came.
alter table core.momentum add column depth_days date[] not null default '{}';

-- The latest value of every attribute of the lead's company.
alter table core.profile add column account_attributes jsonb not null default '{}';

reset role;

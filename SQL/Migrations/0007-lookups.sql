-- Indexes that a look-up of one lead or account can only find, never mistake (Docs/Decisions/0011).
set role headway_owner;

-- Partial, so that it is no choice for a look-up by lead: to a planner that takes a client for new,
-- going through all of its profiles costs the same as finding one.
drop index core.profile_by_account;
create index profile_by_account on core.profile (tenant_id, generation, account_id) where account_id is not null;

-- Whether an account was told of lately.
create index alert_by_account on core.alert (tenant_id, account_id, day) where kind = 'stakeholders_joined';

reset role;

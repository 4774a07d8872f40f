-- What an erasure asks about a company: who else names it, and what was told of it (Docs/Decisions/0011, 0025).
set role headway_owner;

-- Partial, so that they are no choice for a look-up by anything else, and cost nothing for facts without a company:
-- events of anonymous visitors, rows without a domain.
create index keyring_by_account on core.keyring (tenant_id, account_id) where account_id is not null;
create index record_by_account on core.record (tenant_id, account_id) where account_id is not null;
create index alert_of_account on core.alert (tenant_id, account_id) where account_id is not null;

reset role;

-- The news about these accounts.
select s.message::text, s.account_id, a.key, s.type, s.occurred_at, s.properties
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select * from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0
) as s
cross join lateral (
  select a.key from core.account a where a.tenant_id = $1 and a.account_id = wanted.account_id offset 0
) as a

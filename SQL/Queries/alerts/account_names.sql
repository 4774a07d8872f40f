select a.account_id, a.key
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select a.account_id, a.key from core.account a where a.tenant_id = $1 and a.account_id = wanted.account_id offset 0
) as a

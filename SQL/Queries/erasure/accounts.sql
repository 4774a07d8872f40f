-- The companies that a lead has named: by its records, and by its addresses.
select r.account_id
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select r.account_id from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0
) as r
where r.account_id is not null
union
select k.account_id
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select k.account_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = wanted.keyring_id offset 0
) as k
where k.account_id is not null

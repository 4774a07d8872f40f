-- In the order of the index, as log/known_messages.sql.
select k.digest, k.keyring_id, k.first_at
from (select digest from unnest($2::uuid[]) as n (digest) order by digest) as wanted
cross join lateral (
  select k.digest, k.keyring_id, k.first_at from core.keyring k where k.tenant_id = $1 and k.digest = wanted.digest offset 0
) as k

select k.digest, k.keyring_id, k.first_at
from unnest($2::uuid[]) as wanted (digest)
cross join lateral (
  select k.digest, k.keyring_id, k.first_at from core.keyring k where k.tenant_id = $1 and k.digest = wanted.digest offset 0
) as k

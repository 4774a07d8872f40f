select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select * from core.keyring k where k.tenant_id = $1 and k.keyring_id = wanted.keyring_id offset 0
) as k

-- The keyring that speaks for each of these leads.
select wanted.lead_id, min(k.keyring_id)
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
  select k.keyring_id from core.keyring k where k.tenant_id = $1 and k.lead_id = wanted.lead_id offset 0
) as k
group by wanted.lead_id

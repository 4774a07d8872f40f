-- Which of these digests name somebody who was erased.
select k.digest
from unnest($2::uuid[]) as wanted (digest)
cross join lateral (
  select k.digest from core.erased_key k where k.tenant_id = $1 and k.digest = wanted.digest offset 0
) as k

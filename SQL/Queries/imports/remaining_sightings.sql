-- When each keyring was first seen in what is left of the log; one without a row was seen nowhere.
select wanted.keyring_id, seen.at, seen.arrival
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select s.at, s.arrival
  from (
    (select e.occurred_at as at, e.arrival
     from core.event e where e.tenant_id = $1 and e.keyring_id = wanted.keyring_id offset 0)
    union all
    (select r.sighted_at, r.arrival
     from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0)
  ) as s
  order by s.at, s.arrival
  limit 1
) as seen

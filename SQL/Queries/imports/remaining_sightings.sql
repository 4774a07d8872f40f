-- When each keyring was first seen in what is left of the log; one without a row was seen nowhere.
select seen.keyring_id, seen.at, seen.arrival
from (
  select s.keyring_id, s.at, s.arrival,
         row_number() over (partition by s.keyring_id order by s.at, s.arrival) as n
  from (
    select e.keyring_id, e.occurred_at as at, e.arrival
    from core.event e where e.tenant_id = $1 and e.keyring_id = any ($2)
    union all
    select r.keyring_id, r.sighted_at, r.arrival
    from core.record r where r.tenant_id = $1 and r.keyring_id = any ($2)
  ) as s
) as seen
where seen.n = 1

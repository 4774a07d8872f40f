-- Which of these messages the log has already.
select e.message
from unnest($2::uuid[]) as wanted (message)
cross join lateral (
  select e.message from core.event e where e.tenant_id = $1 and e.message = wanted.message offset 0
) as e

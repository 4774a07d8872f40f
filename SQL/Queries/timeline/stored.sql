select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (
  select * from core.qualification q
  where q.tenant_id = $1 and q.generation = $2 and q.lead_id = wanted.lead_id offset 0
) as q

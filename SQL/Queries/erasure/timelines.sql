-- The days that erased leads count on: of these leads, or of all (NULL).
select e.lead_id, e.created_day, e.channel, e.qualified, e.exits, e.passed_on
from core.erased e
where e.tenant_id = $1 and $2::bigint[] is null and e.created_day is not null
union all
select e.lead_id, e.created_day, e.channel, e.qualified, e.exits, e.passed_on
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
  select * from core.erased e where e.tenant_id = $1 and e.lead_id = wanted.lead_id offset 0
) as e
where e.created_day is not null

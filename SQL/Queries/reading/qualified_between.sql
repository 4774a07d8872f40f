-- The timelines of the leads that a generation had qualified on any day between two.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on
from core.qualification q
where q.tenant_id = $1 and q.generation = $2
  and (q.qualified && daterange($3, $4, '[]') or q.passed_on between $3 and $4)

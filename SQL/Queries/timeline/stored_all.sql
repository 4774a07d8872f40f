select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.stage, p.account_id
from core.qualification q
join core.profile p on p.tenant_id = q.tenant_id and p.generation = q.generation and p.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2
order by q.lead_id

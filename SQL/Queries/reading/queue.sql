-- Whom to call now.
select q.position, q.lead_id, q.external_id, q.email, p.name, p.title, q.account, q.momentum, q.tier, q.reason, q.action,
       q.due_by, q.last_engaged_at, q.assigned_to
from report.call_queue q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
order by q.position

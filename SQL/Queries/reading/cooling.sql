-- Who should hear from us before they go cold, and who they are: the newest first.
select r.lead_id, r.external_id, r.email, p.name, r.account, r.momentum, r.tier_since, r.last_engaged_at,
       r.last_touched_at, r.action, r.assigned_to
from report.reengagement r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
order by r.tier_since desc, r.momentum desc, r.lead_id
limit $3

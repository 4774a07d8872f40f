-- The leads whose part in a published month is another one now, and who they are.
select c.lead_id, c.published, c.live, p.external_id, p.email, p.name
from report.published_change c
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = c.lead_id
where c.period_start = $3
order by c.lead_id
limit $4

-- Those with a high score and no momentum, the highest score first.
select q.lead_id, q.external_id, q.email, p.name, q.account, q.score::bigint, q.momentum, q.tier
from report.quadrant q
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
where q.quadrant = 'high score, no momentum'
order by q.score desc, q.momentum desc, q.lead_id
limit $3

-- The leads that move most, or those of one tier, and who they are.
select m.lead_id, m.external_id, m.email, p.name, p.title, m.account, m.momentum, m.velocity, m.frequency, m.content,
       m.stakeholders, m.tier, m.direction, m.gain, m.tier_since
from report.momentum m
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = m.lead_id
where $3::text is null or m.tier = $3
order by m.momentum desc, m.gain desc, m.lead_id
limit $4

-- What is stored of these leads, as the refresh writes it; and whether a mark says that it is old.
select q.lead_id, q.created_day, q.channel, q.qualified, q.exits, q.passed_on, p.account_id, p.stage, p.external_id,
       p.email, p.name, p.title, p.attributes, p.account_attributes, p.stage_days, p.stages, m.days, m.velocity, m.frequency, m.content, m.gain, m.state,
       m.engaged_first, m.engaged_last, m.touched, m.unreachable_at, m.score_days, m.scores, m.depth_days
from core.qualification q
left join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = q.lead_id
left join core.momentum m on m.tenant_id = $1 and m.generation = $2 and m.lead_id = q.lead_id
where q.tenant_id = $1 and q.generation = $2 and q.lead_id between $3 and $4
order by q.lead_id

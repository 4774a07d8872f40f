-- Whose account each of these leads was, and what it made of its momentum by itself; without a row
-- where it was no lead.
select p.lead_id, p.account_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores
from unnest($3::bigint[]) as wanted (lead_id)
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id
left join core.momentum m on m.tenant_id = $1 and m.generation = $2 and m.lead_id = wanted.lead_id

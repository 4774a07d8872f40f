-- Whose account each of these leads was, and what it made of its momentum by itself; without a row
-- where it was no lead.
select p.lead_id, p.account_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores, m.depth_days
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (
  select p.lead_id, p.account_id from core.profile p
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id offset 0
) as p
left join lateral (
  select * from core.momentum m
  where m.tenant_id = $1 and m.generation = $2 and m.lead_id = wanted.lead_id offset 0
) as m on true

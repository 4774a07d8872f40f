-- Who these leads are and what is to be done about them, on a day.
select r.lead_id, p.name, p.title, r.email, r.external_id, r.account, r.account_id, r.stage, r.momentum, r.tier,
       metric.momentum_reason(r.gain, r.velocity, r.frequency, r.content, r.stakeholders, r.stakeholders_now,
         r.stakeholders_before),
       metric.tier_action(r.tier), metric.due_by(r.tier, r.tier_since, r.tier_began, r.zone), r.assigned_to, r.uncallable
from unnest($3::bigint[]) as wanted (lead_id)
cross join lateral (select * from report.reach r where r.lead_id = wanted.lead_id offset 0) as r
cross join lateral (
  select p.name, p.title from core.profile p
  where p.tenant_id = $1 and p.generation = $2 and p.lead_id = wanted.lead_id offset 0
) as p

-- The leads of accounts that ever engaged, one account after the other. For COPY, which takes no parameters:
-- {tenant} and {generation} are numbers. {profiles} is `core.profile` for all accounts; for some it looks
-- their profiles up. What a lead makes of its momentum is looked up either way (Docs/Decisions/0011): a new
-- generation is none that the planner knows, and joined it compared 28,000 leads with 28,000 others.
select p.account_id, p.lead_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores, m.depth_days
from {profiles} as p
cross join lateral (
  select * from core.momentum m
  where m.tenant_id = {tenant} and m.generation = {generation} and m.lead_id = p.lead_id offset 0
) as m
where p.tenant_id = {tenant} and p.generation = {generation} and p.account_id is not null
order by p.account_id, p.lead_id

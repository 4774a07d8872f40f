-- The leads of accounts that ever engaged, one account after the other. For COPY, which takes no parameters:
-- {tenant} and {generation} are numbers. {accounts} is `core.account` for all, or the accounts that are asked
-- for, and then {each} is `offset 0`: each is looked up (Docs/Decisions/0011).
select p.account_id, p.lead_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores
from {accounts} as a
cross join lateral (
  select p.account_id, p.lead_id from core.profile p
  where p.tenant_id = {tenant} and p.generation = {generation} and p.account_id = a.account_id {each}
) as p
cross join lateral (
  select * from core.momentum m
  where m.tenant_id = {tenant} and m.generation = {generation} and m.lead_id = p.lead_id {each}
) as m
where {tenant} = a.tenant_id
order by p.account_id, p.lead_id

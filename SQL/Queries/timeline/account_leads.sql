-- The leads of accounts that ever engaged, one account after the other. For COPY, which takes no parameters:
-- {tenant} and {generation} are numbers, {accounts} a condition on p.account_id.
select p.account_id, p.lead_id, m.days, m.velocity, m.frequency, m.content, m.gain, m.state, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores
from core.profile p
join core.momentum m on m.tenant_id = {tenant} and m.generation = {generation} and m.lead_id = p.lead_id
where p.tenant_id = {tenant} and p.generation = {generation} and p.account_id is not null and {accounts}
order by p.account_id, p.lead_id

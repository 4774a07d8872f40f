-- Generation by generation, for the index by account has the generation before the account.
select distinct p.lead_id
from core.generation g
cross join unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select p.lead_id from core.profile p
  where p.tenant_id = $1 and p.generation = g.generation and p.account_id = wanted.account_id offset 0
) as p
where g.tenant_id = $1

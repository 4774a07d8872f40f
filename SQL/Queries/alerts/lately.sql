-- Of these accounts, those of which new stakeholders were told since a day.
select distinct a.account_id
from unnest($2::bigint[]) as wanted (account_id)
cross join lateral (
  select a.account_id from core.alert a
  where a.tenant_id = $1 and a.kind = 'stakeholders_joined' and a.account_id = wanted.account_id and a.day > $3 offset 0
) as a

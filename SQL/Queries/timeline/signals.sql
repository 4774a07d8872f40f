-- News about these accounts (NULL: about all), in order.
select n.account_id, n.type, n.occurred_at
from (
  select s.account_id, s.type, s.occurred_at, s.message
  from core.signal s
  where s.tenant_id = $1 and $2::bigint[] is null
  union all
  select s.account_id, s.type, s.occurred_at, s.message
  from unnest($2::bigint[]) as wanted (account_id)
  cross join lateral (
    select * from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0
  ) as s
) as n
order by n.account_id, n.occurred_at, n.message

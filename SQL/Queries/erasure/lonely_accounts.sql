-- Of these companies those that nobody speaks of any more: a name that only one person ever gave may
-- be that person's. `offset 0`: each is looked up, and none of the three tables is joined.
select wanted.account_id
from unnest($2::bigint[]) as wanted (account_id)
where not exists (
    select from core.keyring k where k.tenant_id = $1 and k.account_id = wanted.account_id offset 0)
  and not exists (select from core.record r where r.tenant_id = $1 and r.account_id = wanted.account_id offset 0)
  and not exists (select from core.signal s where s.tenant_id = $1 and s.account_id = wanted.account_id offset 0)

insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $3
from (
  select distinct k.lead_id
  from unnest($2::bigint[]) as f (keyring_id)
  cross join lateral (
    select k.lead_id from core.keyring k where k.tenant_id = $1 and k.keyring_id = f.keyring_id offset 0
  ) as k
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token

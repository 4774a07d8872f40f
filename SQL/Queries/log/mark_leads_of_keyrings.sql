insert into core.dirty (tenant_id, unit, id, token)
select $1, 'lead', changed.lead_id, $3
from (
  select distinct k.lead_id
  from unnest($2::bigint[]) as wanted (keyring_id)
  join core.keyring k on k.tenant_id = $1 and k.keyring_id = wanted.keyring_id
) as changed
order by changed.lead_id
on conflict (tenant_id, unit, id) do update set token = excluded.token
